import { describe, expect, it } from "vitest";
import type { Instance } from "@fairline/plan";
import { walk } from "../../src/schedule/walk.ts";
import { soon } from "../soon.ts";
import { step } from "../step.ts";

const diamond = [step("a"), step("b", ["a"]), step("c", ["a"]), step("d", ["b", "c"])];

function walkOf(
  instances: readonly Instance[],
  visit: Parameters<typeof walk>[1],
  priorityOf: (id: string) => number = () => 1,
): Promise<void> {
  return walk({ instances, priorityOf }, visit);
}

describe("a walk", () => {
  it("visits each instance once, after all that it waits for, where each is done at once", async () => {
    const visited: string[] = [];
    const done = walkOf(diamond, ({ id }) => {
      visited.push(id);
      return Promise.resolve(undefined);
    });
    expect(await soon(done)).toBeUndefined();
    expect(visited).toEqual(["a", "b", "c", "d"]);
  });

  it("goes on when what was queued is done, and not before", async () => {
    const visited: string[] = [];
    const finish = new Map<string, () => void>();
    const done = walkOf(diamond, ({ id }) => {
      visited.push(id);
      const queued = new Promise<void>((resolve) => finish.set(id, resolve));
      return Promise.resolve({ queued });
    });
    expect(await soon(done)).toBe("pending");
    expect(visited).toEqual(["a"]);
    finish.get("a")?.();
    expect(await soon(done)).toBe("pending");
    finish.get("c")?.();
    expect(await soon(done)).toBe("pending");
    expect(visited).toEqual(["a", "b", "c"]);
    finish.get("b")?.();
    expect(await soon(done)).toBe("pending");
    finish.get("d")?.();
    expect(await soon(done)).toBeUndefined();
  });

  it("takes the greatest priority first", async () => {
    const visited: string[] = [];
    const heights = new Map([
      ["low", 1],
      ["high", 3],
      ["middle", 2],
    ]);
    const done = walkOf(
      [...heights.keys()].map((id) => step(id)),
      ({ id }) => {
        visited.push(id);
        return Promise.resolve(undefined);
      },
      (id) => heights.get(id) ?? 0,
    );
    expect(await soon(done)).toBeUndefined();
    expect(visited).toEqual(["high", "middle", "low"]);
  });

  it("leaves out of account what is not walked, and ends at once where nothing is", async () => {
    const visit = (): Promise<undefined> => Promise.resolve(undefined);
    expect(await soon(walkOf([step("b", ["elsewhere"])], visit))).toBeUndefined();
    expect(await soon(walkOf([], visit))).toBeUndefined();
  });

  it.each([
    ["a visit", () => Promise.reject(new Error("broken"))],
    ["what was queued", () => Promise.resolve({ queued: Promise.reject(new Error("broken")) })],
  ])("ends with the error of %s", async (_name, visit) => {
    await expect(soon(walkOf(diamond, visit))).rejects.toThrow("broken");
  });
});
