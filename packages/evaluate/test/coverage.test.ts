import { findMetric } from "@fairline/metrics";
import { createRandom } from "@fairline/numeric";
import type { Random } from "@fairline/numeric";
import { stageContext } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { groupsStage } from "../src/groups.stage.ts";
import type { GroupsParams } from "../src/groups.stage.ts";
import { measure } from "../src/measure.ts";
import type { Grouping, Sample } from "../src/sample.ts";

/*
 * How often the intervals of the stage hold the truth: `tools/coverage` in short, through all that lies between rows and figures.
 * Rows of all groups are drawn alike, so that every difference is 0 and every ratio 1; what a single figure truly is, a large
 * sample says. Bounds are four standard errors below what is to hold.
 */

const SAMPLES = 100;
/** A level less four standard errors of a share of 100. */
const least = (level: number): number => level - 4 * Math.sqrt((level * (1 - level)) / SAMPLES);

/** Figures that all rows have not as a mean of the groups': beside a group of 60 their comparisons to overall hold 88 %. */
const APPROXIMATE =
  /^(f1|f2|f_half|lift|kappa|auc|average_precision|balanced_accuracy|average_odds|matthews_correlation|error_ratio|treatment_equality|balance_for_.*|mean_residual|generalized_.*|theil_index|coefficient_of_variation)_.*_to_overall$/;

/** Labels, and scores that know something of them; decided at a half. */
function drawSample(random: Random, n: number, isWeighted: boolean): Sample {
  const y = new Uint8Array(n);
  const score = new Float64Array(n);
  for (let row = 0; row < n; row++) {
    y[row] = random.uniform() < 0.4 ? 1 : 0;
    score[row] = (random.uniform() + random.uniform() + y[row]!) / 3;
  }
  const prediction = Uint8Array.from(score, (value) => (value >= 0.5 ? 1 : 0));
  const weight = isWeighted
    ? Float64Array.from({ length: n }, () => 0.2 + 1.6 * random.uniform())
    : undefined;
  return { n, y, prediction, score, weight };
}

function groupingOf(sizes: readonly number[]): Grouping {
  const codes = Int32Array.from(sizes.flatMap((size, g) => Array<number>(size).fill(g)));
  const groups = sizes.map((size, g) => ({
    name: `g${String(g)}`,
    values: [`g${String(g)}`],
    size,
  }));
  return { attribute: "team", within: null, columns: ["team"], groups, codes };
}

// The schema gives what the stage takes.
const params = groupsStage.params.parse({}) as GroupsParams;

async function rowsOf(sample: Sample, sizes: readonly number[]) {
  const decisions = {
    sample,
    classes: { positive: "1", negative: "0" },
    label: "hired",
    decidedBy: "score",
    model: null,
    unfamiliar: undefined,
  } as const;
  const groupings = [groupingOf(sizes)];
  return (await measure({ groupings, decisions, split: "all" }, params, stageContext())).rows;
}

/** Whether a figure has an interval that follows from what it is. */
function hasInterval(name: string): boolean {
  const metric = findMetric(name)!;
  return metric.scope === "group" || metric.hasInterval !== false;
}

/** Where groups are alike: differences of 0, ratios of 1, and the figure of any group is that of all. */
function expectedOf(name: string, truth: ReadonlyMap<string, number>): number {
  const metric = findMetric(name)!;
  if (metric.scope === "group") return truth.get(name)!;
  if (metric.estimate !== undefined) return truth.get(metric.of[0]!.name)!;
  return metric.comparison?.form === "ratio" ? 1 : 0;
}

/** How often each figure's interval held the truth: by metric, those of all rows and those between groups. */
async function coverage(
  sizes: readonly number[],
  isWeighted: boolean,
): Promise<Map<string, number>> {
  const random = createRandom(`coverage ${sizes.join(" ")} ${String(isWeighted)}`);
  const large = await rowsOf(drawSample(random, 400_000, false), [400_000]);
  const truth = new Map(
    large.filter(({ attribute }) => attribute === null).map(({ metric, value }) => [metric, value]),
  );
  const held = new Map<string, number>();
  for (let i = 0; i < SAMPLES; i++) {
    const n = sizes.reduce((sum, size) => sum + size, 0);
    for (const { metric, group, value, low, high, attribute } of await rowsOf(
      drawSample(random, n, isWeighted),
      sizes,
    )) {
      if (metric === "count" || (attribute !== null && group !== null)) continue;
      if (Number.isNaN(low) && !hasInterval(metric)) continue;
      // A group without an error of one kind: the logarithm of 0 has no interval.
      if (Number.isNaN(low) && !(value > 0) && /^(error_ratio|treatment_equality)/.test(metric))
        continue;
      const expected = expectedOf(metric, truth);
      expect(low <= value && value <= high, metric).toBe(true);
      // Nothing is known of what a truth of a large sample has in its fourth digit.
      const slack = expected === 0 || expected === 1 ? 1e-9 : 2e-3;
      const isHeld = low - slack <= expected && expected <= high + slack;
      held.set(metric, (held.get(metric) ?? 0) + Number(isHeld) / SAMPLES);
    }
  }
  return held;
}

describe("the intervals of evaluate/groups", () => {
  it.each([
    ["4 groups of 100", [100, 100, 100, 100], false],
    ["2 groups of 300 and 60, weighted", [300, 60], true],
  ] as const)(
    "hold their level where there is no gap, for every figure: %s",
    async (_, sizes, isWeighted) => {
      const held = await coverage(sizes, isWeighted);
      expect(held.size).toBeGreaterThan(80);
      for (const [metric, share] of held) {
        expect(share, metric).toBeGreaterThan(least(APPROXIMATE.test(metric) ? 0.88 : 0.95));
      }
    },
    240_000,
  );
});
