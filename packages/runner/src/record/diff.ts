import { attributeName } from "@fairline/core";
import type { JsonValue, MetricRow, Stratum } from "@fairline/core";
import type { Store } from "@fairline/store";
import type { RunnerHost } from "../host.ts";
import { keyJson } from "../action/key.ts";
import type { RunManifest } from "./manifest.ts";
import { readRun } from "./runs.ts";
import { valuesThatDiffer } from "../why/value-difference.ts";

/** A parameter that differs between two runs; undefined where a run does not have it. */
export interface ParamDifference {
  /** `train@strength=1`, or empty for the pipeline's own parameters. */
  readonly instance: string;
  /** `fairness.strength`. */
  readonly path: string;
  readonly a: JsonValue | undefined;
  readonly b: JsonValue | undefined;
}

/** A figure of two runs, side by side; NaN where a run does not have it. */
export interface MetricDifference {
  readonly instance: string;
  readonly metric: string;
  readonly attribute: string | null;
  readonly group: string | null;
  readonly within: Stratum | null;
  readonly split: string;
  readonly a: number;
  readonly b: number;
}

/** Two runs, side by side. */
export interface RunDiff {
  readonly a: RunManifest;
  readonly b: RunManifest;
  /** Only what differs. */
  readonly params: readonly ParamDifference[];
  /** Every figure that either run has, those that do not differ included. */
  readonly metrics: readonly MetricDifference[];
  /** Instances whose figures are no longer in the store. */
  readonly missing: readonly string[];
}

/**
 * Compares two runs: their parameters, and the figures of all instances that give metrics.
 *
 * @param a - Ids as `readRun` takes them.
 */
export async function diffRuns(
  store: Store,
  host: Pick<RunnerHost, "readMetrics">,
  a: string,
  b: string,
): Promise<RunDiff> {
  const [first, second] = [await readRun(store, a), await readRun(store, b)];
  const missing: string[] = [];
  const figuresA = await figuresOf(first, { store, host, missing });
  const figuresB = await figuresOf(second, { store, host, missing });
  const names = [...new Set([...figuresA.keys(), ...figuresB.keys()])];
  const metrics = names.map((name) => {
    const [left, right] = [figuresA.get(name), figuresB.get(name)];
    const { instance, row } = (left ?? right)!;
    const { metric, attribute, group, within, split } = row;
    const values = { a: left?.row.value ?? NaN, b: right?.row.value ?? NaN };
    return { instance, metric, attribute, group, within, split, ...values };
  });
  return { a: first, b: second, params: paramsOf(first, second), metrics, missing };
}

interface Figure {
  readonly instance: string;
  readonly row: MetricRow;
}

async function figuresOf(
  manifest: RunManifest,
  { store, host, missing }: FigureSources,
): Promise<ReadonlyMap<string, Figure>> {
  const figures = new Map<string, Figure>();
  for (const { id, outputs } of manifest.instances) {
    for (const output of Object.values(outputs)) {
      if (output.kind !== "metrics") continue;
      let rows: readonly MetricRow[];
      try {
        rows = await host.readMetrics(await store.open(output));
      } catch {
        missing.push(id);
        continue;
      }
      for (const row of rows) {
        const { metric, group, split } = row;
        figures.set(keyJson([id, metric, attributeName(row), group, split]), { instance: id, row });
      }
    }
  }
  return figures;
}

interface FigureSources {
  readonly store: Store;
  readonly host: Pick<RunnerHost, "readMetrics">;
  readonly missing: string[];
}

function paramsOf(a: RunManifest, b: RunManifest): readonly ParamDifference[] {
  const found = [...valuesThatDiffer("", a.pipeline.params, b.pipeline.params)];
  const differences = found.map((difference) => ({ instance: "", ...difference }));
  const others = new Map(b.instances.map((instance) => [instance.id, instance]));
  for (const { id, params } of a.instances) {
    const other = others.get(id);
    if (other === undefined) continue;
    for (const difference of valuesThatDiffer("", params, other.params)) {
      differences.push({ instance: id, ...difference });
    }
  }
  return differences;
}
