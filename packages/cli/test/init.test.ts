import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectForTest } from "./project.ts";

test("takes the fairline.yaml that init wrote, and does not write over it", async () => {
  const { folder, run } = projectForTest();
  expect(await run("init")).toEqual({
    code: 0,
    out: "Wrote fairline.yaml. Run it: fairline run\n",
    err: "",
  });
  expect(await run("init", "audit")).toEqual({
    code: 3,
    out: "",
    err: "error: there is a fairline.yaml in this folder already\n  Rename it, or run fairline init in another folder.\n",
  });
  const { code, out } = await run("status");
  expect([code, out]).toEqual([0, expect.stringContaining("train@strength=3")]);
  writeFileSync(join(folder, "fairline.yml"), "");
  expect((await run("status")).code).toBe(3);
});
