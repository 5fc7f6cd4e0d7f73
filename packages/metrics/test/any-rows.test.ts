import { comparedGroups, groupFigures, metricsOf } from "@fairline/metrics";
import type { Metric, Statistics } from "@fairline/metrics";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { statisticsOf } from "./statistics.ts";
import type { TestRows } from "./statistics.ts";

const GROUPS = 3;
const METRICS = metricsOf("fairline");
const RUNS = { numRuns: 40 };

const lists = fc.array(
  fc.record({
    code: fc.nat({ max: GROUPS - 1 }),
    y: fc.nat({ max: 1 }),
    prediction: fc.nat({ max: 1 }),
    eighths: fc.nat({ max: 8 }),
    weight: fc.constantFrom(0, 0.3, 1, 2.7),
  }),
  { maxLength: 40 },
);
type Row = typeof lists extends fc.Arbitrary<readonly (infer R)[]> ? R : never;

function columns(list: readonly Row[], unit: number): TestRows {
  return {
    codes: list.map(({ code }) => code),
    y: list.map(({ y }) => y),
    prediction: list.map(({ prediction }) => prediction),
    score: list.map(({ eighths }) => eighths / 8),
    weight: list.map(({ weight }) => weight * unit),
  };
}

/** Every figure of some rows: of each group and of all, or between groups. */
function figuresOf(statistics: Statistics): Map<string, number[]> {
  const figures = groupFigures(statistics);
  const of = (metric: Metric): number[] =>
    metric.scope === "group"
      ? [figures.overall(metric), ...figures.values(metric)]
      : [metric.compute(figures)];
  return new Map(METRICS.map((metric) => [metric.name, of(metric)]));
}

describe("every metric", () => {
  it("keeps to its range, where it has a figure", () => {
    fc.assert(
      fc.property(lists, (list) => {
        const found = figuresOf(statisticsOf(columns(list, 1), GROUPS));
        for (const { name, range, undefinedWhen } of METRICS) {
          for (const value of found.get(name)!) {
            if (Number.isNaN(value)) expect(undefinedWhen, name).not.toBeNull();
            else
              expect(
                value >= range[0] && value <= range[1] + 1e-12,
                `${name} ${String(value)}`,
              ).toBe(true);
          }
        }
      }),
      RUNS,
    );
  });

  it("has the same bits for any order of the rows, and for any unit of the weights that is a power of two", () => {
    fc.assert(
      fc.property(lists, (list) => {
        const found = figuresOf(statisticsOf(columns(list, 1), GROUPS));
        const turned = statisticsOf(columns(list.toReversed(), 0.25), GROUPS);
        for (const [name, values] of figuresOf(turned))
          expect(values, name).toEqual(found.get(name));
      }),
      RUNS,
    );
  });

  it("knows no rows of weight 0", () => {
    fc.assert(
      fc.property(lists, (list) => {
        const seen = list.filter(({ weight }) => weight > 0);
        const found = figuresOf(statisticsOf(columns(seen, 1), GROUPS));
        const all = figuresOf(statisticsOf(columns(list, 1), GROUPS));
        // The rows themselves are counted.
        all.delete("count");
        for (const [name, values] of all) expect(values, name).toEqual(found.get(name));
      }),
      RUNS,
    );
  });

  it("has an interval that holds the figure, or none", () => {
    fc.assert(
      fc.property(lists, (list) => {
        const groups = comparedGroups(statisticsOf(columns(list, 1), GROUPS), "wilson");
        for (const metric of METRICS) {
          const estimates =
            metric.scope === "group"
              ? groups.estimates(metric)
              : metric.estimate === undefined
                ? []
                : [metric.estimate(groups)];
          for (const found of estimates) {
            const { value } = found;
            const { low, high } = found.interval(1.96);
            if (Number.isNaN(value) || Number.isNaN(low)) continue;
            expect(low, metric.name).toBeLessThanOrEqual(value + 1e-9);
            expect(high, metric.name).toBeGreaterThanOrEqual(value - 1e-9);
          }
        }
      }),
      RUNS,
    );
  });

  it("takes ten thousand groups of one row each", () => {
    const rows = Array.from({ length: 10_000 }, (_, row) => row);
    const many = statisticsOf(
      {
        codes: rows,
        y: rows.map((row) => row % 2),
        prediction: rows.map((row) => Number(row % 3 === 0)),
        score: rows.map((row) => (row % 8) / 8),
      },
      rows.length,
    );
    const figures = groupFigures(many);
    for (const metric of METRICS) {
      if (metric.scope === "between-groups") expect(typeof metric.compute(figures)).toBe("number");
    }
  });
});
