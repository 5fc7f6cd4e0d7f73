import { findMetric } from "@fairline/metrics";
import { createRandom } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluate, figures, table, words } from "./toy.ts";

const analytic = { intervals: { method: "analytic" } } as const;

/** Rows with groups of given sizes, labels, scores and, where asked for, weights. */
function people(seed: string, sizes: readonly number[], weighted: boolean) {
  const random = createRandom(seed);
  const team = sizes.flatMap((size, g) => Array<string>(size).fill(`team ${String(g)}`));
  const merit = team.map(() => random.uniform());
  const columns = [
    words("team", team, "sensitive"),
    words(
      "hired",
      merit.map((value) => (random.uniform() < 0.2 + 0.6 * value ? "1" : "0")),
      "label",
    ),
    figures("score", merit, "score"),
  ];
  const weight = figures(
    "weight",
    team.map(() => 0.2 + random.uniform()),
    "weight",
  );
  return table(weighted ? [...columns, weight] : columns);
}

/** Whether a figure has an interval. */
function hasInterval(name: string): boolean {
  if (name === "count") return false;
  const metric = findMetric(name)!;
  return metric.scope === "group" || metric.hasInterval !== false;
}

describe("analytic intervals of evaluate/groups", () => {
  it("hold their figure, lie in its range, and there is one on every figure that says so", async () => {
    const data = [
      people("a", [80, 60], false),
      people("b", [40, 30, 50, 35], false),
      people("c", [70, 50, 40], true),
    ];
    for (const rows of data) {
      const { metrics } = await evaluate(rows, { ...analytic, convention: "fairlearn" });
      for (const { metric, attribute, group, value, low, high } of metrics.rows) {
        const name = `${metric} ${String(attribute)} ${String(group)}`;
        if (!hasInterval(metric)) {
          expect([low, high], name).toEqual([Number.NaN, Number.NaN]);
          continue;
        }
        const { range } = findMetric(metric)!;
        expect(low, name).toBeLessThan(high);
        expect(low, name).toBeGreaterThanOrEqual(range[0]);
        expect(high, name).toBeLessThanOrEqual(range[1]);
        expect(low, name).toBeLessThanOrEqual(value);
        expect(high, name).toBeGreaterThanOrEqual(value);
      }
    }
  });

  it("hold their figure whatever the rows, or are undefined", async () => {
    const row = fc.tuple(fc.constantFrom("a", "b", "c"), fc.nat({ max: 1 }), fc.nat({ max: 4 }));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 25 }), async (rows) => {
        const { metrics } = await evaluate(
          table([
            words(
              "team",
              rows.map(([team]) => team),
              "sensitive",
            ),
            words(
              "hired",
              rows.map(([, hired]) => String(hired)),
              "label",
            ),
            figures(
              "score",
              rows.map(([, , quarters]) => quarters / 4),
              "score",
            ),
          ]),
          analytic,
        );
        for (const { metric, group, value, low, high } of metrics.rows) {
          if (Number.isNaN(low)) continue;
          expect(low, `${metric} ${String(group)}`).toBeLessThanOrEqual(value);
          expect(high, `${metric} ${String(group)}`).toBeGreaterThanOrEqual(value);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("hold 0 where 20 teams of 50 have the same rate", async () => {
    const team = Array.from({ length: 1000 }, (_, row) => `team ${String(row % 20)}`);
    const chosen = team.map((_, row) => (Math.floor(row / 20) % 2 === 0 ? "1" : "0"));
    const { row } = await evaluate(
      table([words("team", team, "sensitive"), words("chosen", chosen, "prediction")]),
      analytic,
    );
    expect(row("demographic_parity_difference", "team")).toMatchObject({ value: 0, low: 0 });
    expect(row("demographic_parity_ratio", "team")).toMatchObject({ value: 1, high: 1 });
    expect(row("demographic_parity_difference_to_overall", "team").low).toBe(0);
    expect(row("differential_fairness", "team")).toMatchObject({ value: 0, low: 0 });
  });

  /* Wilson's interval of 1 of 1 at 95 %: [1 / (1 + 1.959964^2), 1]. */
  it("are those of the rows of the denominator: a true positive rate of one positive row", async () => {
    const { row } = await evaluate(
      table([
        words(
          "sex",
          Array.from({ length: 100 }, (_, i) => (i < 50 ? "f" : "m")),
          "sensitive",
        ),
        words(
          "hired",
          Array.from({ length: 100 }, (_, i) => (i === 0 ? "1" : "0")),
          "label",
        ),
        words(
          "approved",
          Array.from({ length: 100 }, (_, i) => (i < 10 ? "1" : "0")),
          "prediction",
        ),
      ]),
      analytic,
    );
    const rate = row("true_positive_rate");
    expect(rate).toMatchObject({ value: 1, n: 1, high: 1 });
    expect(rate.low).toBeCloseTo(1 / (1 + 1.959963984540054 ** 2), 12);
  });

  it("of a rate are made as asked for", async () => {
    const rows = table([
      words("sex", "ffffffffff", "sensitive"),
      words("approved", "1111000000", "prediction"),
    ]);
    const of = async (rates: string) =>
      (await evaluate(rows, { intervals: { method: "analytic", rates } })).row("selection_rate");
    /*
     * SciPy 1.17.1: Wilson's formula with norm.ppf(.975); beta.ppf(.025, 4, 7) and beta.ppf(.975, 5, 6); beta.ppf(.025, 4.5, 6.5) and
     * beta.ppf(.975, 4.5, 6.5).
     */
    const expected = {
      wilson: [0.16818032970623614, 0.6873262302663417],
      "clopper-pearson": [0.12155225811982719, 0.7376219233930549],
      jeffreys: [0.15306710112617597, 0.6963205143995117],
    };
    for (const [method, [low, high]] of Object.entries(expected)) {
      const found = await of(method);
      expect(found.low, method).toBeCloseTo(low!, 8);
      expect(found.high, method).toBeCloseTo(high!, 8);
    }
  });

  it("do not depend on the unit of the weights, nor on rows of weight 0", async () => {
    const weight = [1, 2, 1, 3, 2, 3, 1, 2, 1, 2, 3, 1];
    const rows = (unit: number, more = 0) =>
      table([
        words("sex", `ababababaabb${"a".repeat(more)}`, "sensitive"),
        words("hired", `011110101000${"1".repeat(more)}`, "label"),
        figures(
          "score",
          [...weight.map((_, row) => (row % 5) / 5), ...Array<number>(more).fill(1)],
          "score",
        ),
        figures(
          "weight",
          [...weight.map((w) => w * unit), ...Array<number>(more).fill(0)],
          "weight",
        ),
      ]);
    const { metrics } = await evaluate(rows(1), analytic);
    for (const unit of [2 ** 600, 2 ** -600, 2 ** 10]) {
      expect((await evaluate(rows(unit), analytic)).metrics.rows).toEqual(metrics.rows);
    }
    const scaled = await evaluate(rows(1e200), analytic);
    for (const [i, { metric, value, high }] of metrics.rows.entries()) {
      if (Number.isNaN(high)) continue;
      expect(scaled.metrics.rows[i]!.value, metric).toBeCloseTo(value, 10);
      expect(scaled.metrics.rows[i]!.high, metric).toBeCloseTo(high, 9);
    }
    const more = await evaluate(rows(1, 7), analytic);
    const figuresOf = (list: typeof metrics.rows) =>
      list.filter(({ metric }) => metric !== "count");
    const values = ({ n, value, low, high }: (typeof metrics.rows)[number]) => [
      n,
      value,
      low,
      high,
    ];
    expect(figuresOf(more.metrics.rows).map(values)).toEqual(figuresOf(metrics.rows).map(values));
  });
});
