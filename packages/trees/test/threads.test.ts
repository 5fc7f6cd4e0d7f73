import { failure, runSource } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { sharedFloats } from "../src/threads/shared-memory.ts";

describe("threads", () => {
  // A process of its own, since workers need what reads TypeScript in this one.
  it("change no byte of the trees nor of validation scores, and tell of a worker's failure", async () => {
    const said = await runSource(new URL("child/threads.ts", import.meta.url));
    const [one, three, failed] = said.trim().split("\n");
    expect(one).toMatch(/^[0-9a-f]{64} \d/);
    expect(three).toBe(one);
    expect(failed).toMatch(/^Error: a thread failed: TypeError/);
  });

  it("say how much memory they cannot have", async () => {
    expect(await failure(() => sharedFloats(2 ** 50))).toMatchInlineSnapshot(`
      "MEMORY_SHORT: there are no 8589934592 MiB in one piece for trees
      Give fewer rows or columns, or allow fewer leaves."
    `);
  });
});
