import { chmodSync, existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scratchDirectory } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import type { Plan } from "@fairline/plan";
import { identify, openStore } from "@fairline/store";
import type { StoreOptions } from "@fairline/store";
import type { RunEvent } from "../src/event.ts";
import type { RunSummary } from "../src/outcome.ts";
import { runPlan } from "../src/run-plan.ts";
import { failingAt, killedAt, readOnly, withoutLinks } from "./faulty-disk.ts";
import { measure, warnings } from "./observed.ts";
import { chain, from, hostOf, instance, makeWorld, planOf, statuses } from "./rig.ts";

const dead = { ...identify(), pid: 2 ** 22 + 1, started: "1" };

function smallPlan(root: string): Plan {
  return planOf(root, [
    instance("a", { params: { text: "x" }, more: { publish: { data: join(root, "out/a.txt") } } }),
    instance("m", {
      stage: measure,
      inputs: [from("a")],
      more: { publish: { metrics: join(root, "out/m") } },
    }),
  ]);
}

async function runOn(root: string, options: StoreOptions): Promise<RunSummary> {
  const store = await openStore(join(root, ".fairline"), options);
  return await runPlan(smallPlan(root), store, hostOf(), {
    jobs: 1,
    onEvent: () => undefined,
    signal: new AbortController().signal,
  });
}

function failuresOf({ outcomes }: RunSummary): string[] {
  return [...outcomes.values()].flatMap(({ failure }) =>
    failure === undefined ? [] : [`${failure.code}: ${failure.message} ${failure.details ?? ""}`],
  );
}

function expectWhole(root: string): void {
  expect(readFileSync(join(root, "out/a.txt"), "utf8")).toBe("x\n");
  expect(readdirSync(join(root, "out/m")).sort()).toEqual(["metrics.arrow", "metrics.json"]);
  // Nor is anything else left in the working tree.
  expect(readdirSync(join(root, "out")).sort()).toEqual(["a.txt", "m"]);
}

/** Nothing that was published is half there. */
function expectNothingHalf(root: string): void {
  const a = join(root, "out/a.txt");
  if (existsSync(a)) expect(readFileSync(a, "utf8")).toBe("x\n");
  const m = join(root, "out/m");
  if (existsSync(m)) {
    expect(readFileSync(join(m, "metrics.json"), "utf8")).toBe('[{"metric":"length","value":2}]');
  }
}

describe("a run that is killed", () => {
  it.each([
    ["links", true],
    ["no links", false],
  ])(
    "at any step on a disk with %s leaves a store from which the next run continues",
    async (_name, hasLinks) => {
      let step = 0;
      for (let isOver = false; !isOver; step += 1) {
        const root = scratchDirectory();
        const faulty = killedAt(step, { hasLinks });
        try {
          await runOn(root, { disk: faulty.disk, identity: dead });
        } catch {
          // The process is gone.
        }
        expectNothingHalf(root);
        isOver = faulty.steps.length <= step;

        const next = (): StoreOptions => (hasLinks ? {} : { disk: withoutLinks().disk });
        expect(failuresOf(await runOn(root, next())), `after step ${String(step)}`).toEqual([]);
        expectWhole(root);
        expect(statuses(await runOn(root, next()))).toEqual({ reused: ["a", "m"] });
      }
      expect(step).toBeGreaterThan(40);
    },
    120_000,
  );
});

describe("a disk that is full", () => {
  it("at any step gives a clear error, and nothing half is published", async () => {
    let step = 0;
    const failures = new Set<string>();
    for (let isOver = false; !isOver; step += 1) {
      const root = scratchDirectory();
      const faulty = failingAt(step, "ENOSPC", true);
      try {
        const summary = await runOn(root, { disk: faulty.disk });
        for (const { failure } of summary.outcomes.values()) {
          if (failure !== undefined)
            failures.add(`${failure.code}: ${failure.message}`.replace(root, ""));
        }
      } catch (error) {
        failures.add(String(error).replace(root, ""));
      }
      expectNothingHalf(root);
      isOver = faulty.steps.length <= step;
      expect(failuresOf(await runOn(root, {})), `after step ${String(step)}`).toEqual([]);
      expectWhole(root);
    }
    expect([...failures].filter((text) => !text.includes("FILE_INVALID")).sort()).toEqual([
      "FairlineError: the disk is full: /.fairline",
      "STORE_UNWRITABLE: the disk is full: /.fairline",
    ]);
  }, 120_000);
});

describe("a store that cannot be written", () => {
  it("gives what it has, and says so in words where more is needed", async () => {
    const world = await makeWorld();
    await world.run(chain(world.root, { a: "1", b: "2" }));
    const run = async (plan: Plan): Promise<readonly [RunSummary, readonly RunEvent[]]> => {
      const events: RunEvent[] = [];
      const store = await openStore(world.storeDirectory, { disk: readOnly().disk });
      const summary = await runPlan(plan, store, hostOf(), {
        jobs: 1,
        onEvent: (event) => void events.push(event),
        signal: new AbortController().signal,
      });
      return [summary, events];
    };
    const [reused, events] = await run(chain(world.root, { a: "1", b: "2" }));
    expect(statuses(reused)).toEqual({ reused: ["a", "b"] });
    expect(warnings(events)).toEqual([
      `this run is not fully recorded, since ${world.storeDirectory} cannot be written: EROFS: read-only file system`,
    ]);
    const [needed] = await run(chain(world.root, { a: "1", b: "3" }));
    expect(statuses(needed)).toEqual({ reused: ["a"], failed: ["b"] });
    expect(needed.outcomes.get("b")?.failure).toEqual({
      code: "STORE_UNWRITABLE",
      message: `the store cannot be written: ${world.storeDirectory}`,
      hint: "Results in it are still reused. Give write permission, or choose another store with `--store`.",
    });
  });

  it("does not use what is damaged in it", async () => {
    const world = await makeWorld();
    const plan = chain(world.root, { a: "1" });
    const path = (await world.run(plan)).pathOf("a");
    chmodSync(path, 0o644);
    writeFileSync(path, "2\n");
    const store = await openStore(world.storeDirectory, { disk: readOnly().disk });
    const summary = await runPlan(plan, store, hostOf(), {
      jobs: 1,
      onEvent: () => undefined,
      signal: new AbortController().signal,
    });
    expect(statuses(summary)).toEqual({ failed: ["a"] });
  });
});
