import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { scratchDirectory } from "@fairline/testing";
import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import type { Plan } from "@fairline/plan";
import { openStore } from "@fairline/store";
import type { LocalStore, Store } from "@fairline/store";
import type { RunSummary } from "../../src/outcome.ts";
import { diffRuns } from "../../src/record/diff.ts";
import { listRuns } from "../../src/record/runs.ts";
import { runPlan } from "../../src/run-plan.ts";
import { explainInstance } from "../../src/why/explain.ts";
import { planStatus } from "../../src/why/forecast.ts";
import { row } from "../gates/gate-rig.ts";
import { fakeStage, from, hostOf, instance, planOf, statuses } from "../rig.ts";
import { SharingStore } from "./shared-results.ts";
import type { SharedResults } from "./shared-results.ts";

const measure = fakeStage("test/measure", {
  params: z.strictObject({}),
  outputs: { metrics: { kind: "metrics", summary: "Figures." } },
  run: ({ inputs }) => ({ metrics: [row({ value: String(inputs["data"]).length })] }),
});

function planIn(root: string, text = "x"): Plan {
  const publish = { metrics: join(root, "figures") };
  return planOf(root, [
    instance("a", { params: { text } }),
    instance("m", { stage: measure, inputs: [from("a")], more: { publish } }),
  ]);
}

async function machine(shared: SharedResults): Promise<{ root: string; store: Store }> {
  const root = scratchDirectory();
  return { root, store: new SharingStore(await openStore(join(root, ".fairline")), shared) };
}

function run(plan: Plan, store: Store): Promise<RunSummary> {
  const { signal } = new AbortController();
  return runPlan(plan, store, host, { jobs: 1, onEvent: () => undefined, signal });
}

/** One clock for all runs, so that they are listed in their order. */
const host = hostOf();

describe("the interface of a store", () => {
  it("can be met by one that shares results between machines", async () => {
    const shared: SharedResults = { records: new Map(), artifacts: new Map() };
    const [one, other] = [await machine(shared), await machine(shared)];
    expect(statuses(await run(planIn(one.root), one.store))).toEqual({ ran: ["a", "m"] });

    const plan = planIn(other.root);
    const status = await planStatus(plan, other.store, host);
    expect(status.map(({ state }) => state)).toEqual(["reuse", "reuse"]);
    const second = await run(plan, other.store);
    expect(statuses(second)).toEqual({ reused: ["a", "m"] });
    expect(readdirSync(join(other.root, "figures")).sort()).toEqual([
      "metrics.arrow",
      "metrics.json",
    ]);
    expect(readFileSync(join(other.root, "figures/metrics.json"), "utf8")).toContain('"value":2');

    const changed = await run(planIn(other.root, "longer"), other.store);
    expect(statuses(changed)).toEqual({ ran: ["a", "m"] });
    const sentences = await explainInstance(planIn(other.root, "longer"), other.store, host, "a");
    expect(sentences).toContain("It ran then because text x → longer.");
    expect((await listRuns(other.store)).map((entry) => entry.run)).toEqual([
      changed.run,
      second.run,
    ]);
    const { params, metrics } = await diffRuns(other.store, host, second.run, changed.run);
    expect(params).toEqual([{ instance: "a", path: "text", a: "x", b: "longer" }]);
    expect(metrics.map(({ a, b }) => [a, b])).toEqual([[2, 7]]);
  });

  it("names nothing of a directory's format, nor what it is written with", () => {
    expectTypeOf<LocalStore>().toExtend<Store>();
    expectTypeOf<Store>().not.toHaveProperty("layout");
    expectTypeOf<Store>().not.toHaveProperty("disk");
  });
});
