import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { averageFigures, figureKey } from "../../src/figures/figure.ts";
import { metricRow } from "../worlds.ts";

const key = figureKey({ metric: "accuracy", attribute: null, group: null, within: null });

describe("averageFigures", () => {
  it("averages values and interval ends over three seeds, worked by hand", () => {
    const seeds = [
      { value: 0.8, low: 0.7, high: 0.9, n: 100 },
      { value: 0.9, low: 0.85, high: 0.95, n: 90 },
      { value: 0.7, low: 0.55, high: 0.85, n: 110 },
    ].map((row) => [metricRow({ metric: "accuracy", ...row })]);

    const figure = averageFigures(seeds).get(key);

    // (0.8 + 0.9 + 0.7) / 3 = 0.8; (0.7 + 0.85 + 0.55) / 3 = 0.7; (0.9 + 0.95 + 0.85) / 3 = 0.9; the fewest rows are 90.
    expect(figure?.value).toBeCloseTo(0.8, 15);
    expect(figure?.low).toBeCloseTo(0.7, 15);
    expect(figure?.high).toBeCloseTo(0.9, 15);
    expect(figure).toMatchObject({ n: 90, seeds: [0.8, 0.9, 0.7], undefinedSeeds: 0 });
  });

  it("leaves seeds without a figure out of the mean and counts them, absent rows too", () => {
    const seeds = [
      [metricRow({ metric: "accuracy", value: 0.5 })],
      [metricRow({ metric: "accuracy", value: NaN })],
      [],
    ];
    expect(averageFigures(seeds).get(key)).toMatchObject({
      value: 0.5,
      seeds: [0.5],
      undefinedSeeds: 2,
    });
  });

  it("gives NaN where no seed has a figure", () => {
    const figure = averageFigures([[metricRow({ metric: "accuracy", value: NaN })]]).get(key);
    expect(figure).toMatchObject({ value: NaN, low: NaN, high: NaN, seeds: [], undefinedSeeds: 1 });
  });

  it("gives no figures for no rows", () => {
    expect(averageFigures([[]]).size).toBe(0);
  });

  it("keeps the mean between the seeds, whatever their order", () => {
    const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(values, (seeds) => {
        const average = (of: readonly number[]): number =>
          averageFigures(of.map((value) => [metricRow({ metric: "accuracy", value })])).get(key)!
            .value;
        const value = average(seeds);
        expect(value).toBeGreaterThanOrEqual(Math.min(...seeds) - 1e-15);
        expect(value).toBeLessThanOrEqual(Math.max(...seeds) + 1e-15);
        expect(average(seeds.toReversed())).toBeCloseTo(value, 14);
      }),
    );
  });

  it("keeps names with separators in them apart", () => {
    const rows = [
      metricRow({ metric: "a", attribute: "b,c", group: "d", value: 1 }),
      metricRow({ metric: "a", attribute: "b", group: "c,d", value: 2 }),
    ];
    expect(averageFigures([rows]).size).toBe(2);
  });
});
