import { createRandom, sampleWithReplacement } from "@fairline/numeric";
import { describe, expect, it } from "vitest";
import { confusion, findMetric, groupFigures, NO_SCORES, sumConfusions } from "@fairline/metrics";
import type { CellCounts, Confusion, GroupStatistics } from "@fairline/metrics";
import { countDraw, drawRows } from "../src/resample.ts";
import type { Grouping, Sample } from "../src/sample.ts";
import { evaluate, figures, table, words } from "./toy.ts";

/** Groups by their names; their sizes do not matter here. */
function groupsOf(...names: readonly string[]): Grouping["groups"] {
  return names.map((name) => ({ name, values: [name], size: 1 }));
}

/** Rows with two unequal groups whose rates differ. */
function sampleOf(
  n: number,
  weightOf?: (row: number) => number,
): { sample: Sample; grouping: Pick<Grouping, "groups" | "codes"> } {
  const random = createRandom("sample");
  const codes = Int32Array.from({ length: n }, () => Number(random.uniform() < 0.3));
  const y = Uint8Array.from({ length: n }, () => Number(random.uniform() < 0.4));
  const prediction = Uint8Array.from({ length: n }, (_, row) =>
    Number(random.uniform() < 0.2 + 0.3 * codes[row]! + 0.3 * y[row]!),
  );
  const weight = weightOf && Float64Array.from({ length: n }, (_, row) => weightOf(row));
  return {
    sample: { n, y, prediction, score: undefined, weight },
    grouping: { groups: groupsOf("a", "b"), codes },
  };
}

/** The counts of a resample drawn row by row, as anyone would write it. */
function naiveDraw(
  { n, y, prediction, weight }: Sample,
  { codes }: Pick<Grouping, "codes">,
  seed: string,
): () => Confusion[] {
  const random = createRandom(seed);
  const equal = new Float64Array(n).fill(1);
  return () => {
    const rows = [...sampleWithReplacement(random, equal, n)];
    return [0, 1].map((g) =>
      confusion(
        y!,
        prediction!,
        weight,
        rows.filter((row) => codes[row] === g),
      ),
    );
  };
}

/** A metric of the catalog, of the group at a position or between groups. */
const metricOf =
  (name: string, group = 0) =>
  (counts: readonly Confusion[]): number => {
    const summary = (each: Confusion): GroupStatistics => ({
      counts: each,
      rows: each,
      squares: each,
      scores: NO_SCORES,
    });
    const groups = counts.map(summary);
    const metric = findMetric(name)!;
    return metric.scope === "group"
      ? metric.compute(groups[group]!)
      : metric.compute(groupFigures({ groups, overall: summary(sumConfusions(counts)) }));
  };

const FIGURES: Readonly<Record<string, (groups: readonly Confusion[]) => number>> = {
  "selection rate of the small group": metricOf("selection_rate", 1),
  "true positive rate difference": metricOf("true_positive_rate_difference"),
  "false positive rate difference": metricOf("false_positive_rate_difference"),
  "weight of the large group": ([large]) => large!.tp + large!.fp + large!.tn + large!.fn,
};

function moments(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(square / values.length) };
}

const REPLICATES = 4000;

function confusions(drawn: readonly CellCounts[]): Confusion[] {
  return drawn.map(({ counts }) => counts);
}

describe("countDraw", () => {
  it.each([
    ["equal weights", false, undefined],
    ["three weights", false, (row: number) => 1 + (row % 3)],
    ["a weight of its own for every row", true, (row: number) => 1 + row / 1000],
  ] as const)("has the distribution of the row bootstrap with %s", (_, needsRows, weightOf) => {
    const { sample, grouping } = sampleOf(600, weightOf);
    const counts = countDraw(sample, grouping);
    expect(counts.needsRows).toBe(needsRows);
    const random = createRandom("draw");
    const drawn = Array.from({ length: REPLICATES }, () =>
      confusions(counts.draw(random, drawRows(random, 600))),
    );
    const naive = naiveDraw(sample, grouping, "naive");
    const byRow = Array.from({ length: REPLICATES }, naive);
    for (const [name, figure] of Object.entries(FIGURES)) {
      const [ours, theirs] = [moments(drawn.map(figure)), moments(byRow.map(figure))];
      // Four standard errors of a mean, and of a deviation, of 4,000 draws; twice that for the two of them is 5.7.
      const error = theirs.deviation / Math.sqrt(REPLICATES);
      expect(Math.abs(ours.mean - theirs.mean), name).toBeLessThan(5.7 * error);
      expect(Math.abs(ours.deviation - theirs.deviation), name).toBeLessThan(5.7 * error);
    }
  });

  it("draws every count of a small sample as often as all its resamples would", () => {
    // 32 rows, 8 of them selected: their number in a resample is binomial(32, 1/4), mean 8, variance 6.
    const n = 32;
    const prediction = Uint8Array.from({ length: n }, (_, row) => Number(row < 8));
    const sample: Sample = { n, y: undefined, prediction, score: undefined, weight: undefined };
    const grouping = { groups: groupsOf("a"), codes: new Int32Array(n) };
    const counts = countDraw(sample, grouping);
    const random = createRandom("small");
    const { mean, deviation } = moments(
      Array.from({ length: REPLICATES }, () => confusions(counts.draw(random, []))[0]!.fp),
    );
    expect(counts.needsRows).toBe(false);
    expect(Math.abs(mean - 8)).toBeLessThan(0.16);
    expect(Math.abs(deviation - Math.sqrt(6))).toBeLessThan(0.11);
  });

  it("leaves rows without a group out, yet draws among all rows", () => {
    const { sample, grouping } = sampleOf(600);
    const codes = grouping.codes.map((code, row) => (row < 300 ? code : -1));
    const counts = countDraw(sample, { ...grouping, codes });
    const random = createRandom("left out");
    const totals = Array.from({ length: REPLICATES }, () =>
      confusions(counts.draw(random, [])).reduce(
        (sum, { tp, fp, tn, fn }) => sum + tp + fp + tn + fn,
        0,
      ),
    );
    // Binomial(600, 1/2): mean 300, deviation 12.2.
    const { mean, deviation } = moments(totals);
    expect(Math.abs(mean - 300)).toBeLessThan(0.8);
    expect(Math.abs(deviation - Math.sqrt(150))).toBeLessThan(0.6);
  });

  it("does not depend on the order of the rows", () => {
    const { sample, grouping } = sampleOf(600, (row) => 1 + (row % 2));
    const reversed: Sample = {
      n: 600,
      y: sample.y!.toReversed(),
      prediction: sample.prediction!.toReversed(),
      score: undefined,
      weight: sample.weight!.toReversed(),
    };
    const forwards = countDraw(sample, grouping);
    const backwards = countDraw(reversed, { ...grouping, codes: grouping.codes.toReversed() });
    expect(backwards.draw(createRandom("x"), [])).toEqual(forwards.draw(createRandom("x"), []));
  });
});

describe("drawRows", () => {
  it("draws every row, the first and the last among them, equally often, and as many rows as there are", () => {
    const random = createRandom("rows");
    const totals = new Float64Array(7);
    for (let draw = 0; draw < REPLICATES; draw++) {
      const drawn = drawRows(random, 7);
      expect(drawn.reduce((sum, count) => sum + count, 0)).toBe(7);
      for (const [row, count] of drawn.entries()) totals[row]! += count;
    }
    // Binomial(28,000, 1/7): mean 4,000, deviation 58.6; four of them.
    for (const total of totals) expect(Math.abs(total - REPLICATES)).toBeLessThan(235);
  });
});

describe("intervals of evaluate/groups", () => {
  const random = createRandom("people");
  const n = 2000;
  const sex = Array.from({ length: n }, () => (random.uniform() < 0.4 ? "f" : "m"));
  const merit = Array.from({ length: n }, () => random.normal());
  const hired = merit.map((value) => (value + random.normal() > 0.5 ? "1" : "0"));
  const score = merit.map((value) => 1 / (1 + Math.exp(-value)));
  const data = table([
    words("sex", sex, "sensitive"),
    words("hired", hired, "label"),
    figures("score", score, "score"),
  ]);
  const params = { threshold: 0.6, intervals: { method: "bootstrap", replicates: 2000 } };

  it("are as wide as theory has them for a rate, a difference and the AUC", async () => {
    const { row } = await evaluate(data, params);
    const near = (width: number, expected: number): void => {
      expect(Math.abs(width / expected - 1)).toBeLessThan(0.1);
    };
    const z = 1.959964;
    const variance = (group: string): number => {
      const { value, n: rows } = row("selection_rate", "sex", group);
      return (value * (1 - value)) / rows;
    };
    // Of a share p among n rows: p (1 - p) / n.
    const women = row("selection_rate", "sex", "f");
    near(women.high - women.low, 2 * z * Math.sqrt(variance("f")));
    // Hanley and McNeil (1982), equation 1, with their Q1 = A / (2 - A) and Q2 = 2 A^2 / (1 + A).
    const { value: auc, low, high } = row("auc");
    const positives = row("base_rate").value * n;
    const negatives = n - positives;
    const [q1, q2] = [auc / (2 - auc), (2 * auc * auc) / (1 + auc)];
    const aucVariance =
      (auc * (1 - auc) + (positives - 1) * (q1 - auc * auc) + (negatives - 1) * (q2 - auc * auc)) /
      (positives * negatives);
    near(high - low, 2 * z * Math.sqrt(aucVariance));
  });

  it("hold their figure, lie in its range, and there is one on every figure but the count", async () => {
    const { metrics } = await evaluate(data, { ...params, convention: "fairlearn" });
    for (const { metric, attribute, group, value, low, high } of metrics.rows) {
      const name = `${metric} ${String(attribute)} ${String(group)}`;
      if (metric === "count") {
        expect([low, high], name).toEqual([Number.NaN, Number.NaN]);
        continue;
      }
      expect(low, name).toBeLessThan(high);
      const { range, scope } = findMetric(metric)!;
      expect(low, name).toBeGreaterThanOrEqual(range[0]);
      expect(high, name).toBeLessThanOrEqual(range[1]);
      // A difference is never negative, so near 0 its resamples lie above it.
      if (scope === "group") {
        expect(low, name).toBeLessThan(value);
        expect(high, name).toBeGreaterThan(value);
      }
    }
  });

  it("widen with the level", async () => {
    const [narrow, wide] = await Promise.all(
      [0.5, 0.99].map((level) =>
        evaluate(data, { intervals: { method: "bootstrap", replicates: 500, level } }),
      ),
    );
    const width = (of: typeof narrow): number => {
      const { low, high } = of!.row("equalized_odds_difference", "sex");
      return high - low;
    };
    expect(width(wide)).toBeGreaterThan(2 * width(narrow));
  });

  it("do not change for one attribute when another is added", async () => {
    const small = { intervals: { method: "bootstrap", replicates: 200 } };
    const alone = await evaluate(data, small);
    const town = words(
      "town",
      sex.map((_, row) => (row % 3 === 0 ? "x" : "y")),
      "sensitive",
    );
    const both = await evaluate(
      table([
        words("sex", sex, "sensitive"),
        town,
        words("hired", hired, "label"),
        figures("score", score, "score"),
      ]),
      small,
    );
    // But for the p-values that are adjusted for those of the other attribute.
    const ofSex = ({ metrics }: typeof alone) =>
      metrics.rows
        .filter(({ attribute }) => attribute === "sex")
        .map(({ test, ...row }) => ({ ...row, pValue: test?.pValue }));
    expect(ofSex(both)).toEqual(ofSex(alone));
  });

  it("come from draws of their own for each attribute, and for scores and counts", async () => {
    // The same groups under two names: figures are alike, their intervals are not.
    const { metrics } = await evaluate(
      table([
        words("sex", sex, "sensitive"),
        words("gender", sex, "sensitive"),
        words("hired", hired, "label"),
        figures("score", score, "score"),
      ]),
      { intervals: { method: "bootstrap", replicates: 200 } },
    );
    const of = (name: string, metric: string) =>
      metrics.rows.filter((row) => row.attribute === name && row.metric === metric);
    for (const metric of ["selection_rate", "demographic_parity_difference", "f1"]) {
      const [one, other] = [of("sex", metric), of("gender", metric)];
      expect(other.map(({ value }) => value)).toEqual(one.map(({ value }) => value));
      expect(other.map(({ high }) => high)).not.toEqual(one.map(({ high }) => high));
    }
    // Scores are resampled by row, once for all attributes.
    expect(of("gender", "auc").map(({ high }) => high)).toEqual(
      of("sex", "auc").map(({ high }) => high),
    );
  });
});
