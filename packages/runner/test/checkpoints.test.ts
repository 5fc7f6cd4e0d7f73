import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Stage } from "@fairline/core";
import { FairlineError } from "@fairline/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fakeStage, instance, makeWorld, planOf, statuses, textOf } from "./rig.ts";

/** A stage that counts its attempts in its checkpoints, and fails in the first of them. */
function twice(seen: (string | undefined)[]): Stage {
  return fakeStage("test/twice", {
    params: z.strictObject({}),
    run: ({ context }) => {
      const { checkpoints } = context;
      seen.push(checkpoints);
      if (checkpoints === undefined) return { data: "without" };
      const path = join(checkpoints, "attempts");
      const before = existsSync(path) ? readFileSync(path, "utf8") : "";
      writeFileSync(path, `${before}x`);
      if (before === "") throw new FairlineError("BACKEND_FAILED", "killed", { hint: "Again." });
      return { data: before };
    },
  });
}

describe("checkpoints", () => {
  it("are there in the next attempt at the same action, and gone once it has succeeded", async () => {
    const world = await makeWorld();
    const seen: (string | undefined)[] = [];
    const plan = planOf(world.root, [instance("a", { stage: twice(seen) })]);
    expect(statuses(await world.run(plan))).toEqual({ failed: ["a"] });
    const summary = await world.run(plan);
    expect(statuses(summary)).toEqual({ ran: ["a"] });
    expect(textOf(summary, "a")).toBe("x");
    expect(seen[1]).toBe(seen[0]);
    expect(existsSync(seen[0]!)).toBe(false);
  });

  it("are those of one action: other parameters have their own", async () => {
    const world = await makeWorld();
    const seen: (string | undefined)[] = [];
    const stage = { ...twice(seen), params: z.looseObject({}) };
    for (const k of [1, 2]) {
      await world.run(planOf(world.root, [instance("a", { stage, params: { k } })]));
    }
    expect(new Set(seen).size).toBe(2);
  });

  it("are not there for what is forced, or run without the cache", async () => {
    const world = await makeWorld();
    const seen: (string | undefined)[] = [];
    const plan = planOf(world.root, [instance("a", { stage: twice(seen) })]);
    await world.run(plan);
    await world.run(plan, { force: ["a"] });
    await world.run(plan, { cache: false });
    expect(seen.map((path) => path === undefined)).toEqual([false, true, true]);
  });
});
