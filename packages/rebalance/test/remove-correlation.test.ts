import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { correlationRemover } from "../src/remove-correlation.ts";

const rows = (n: number): Uint32Array => Uint32Array.from({ length: n }, (_, row) => row);

function expectNear(found: ArrayLike<number>, expected: readonly number[]): void {
  for (const [i, value] of expected.entries()) expect(found[i]).toBeCloseTo(value, 10);
}

describe("correlationRemover", () => {
  it("gives the values worked by hand", () => {
    // s = 0, 0, 1, 1 with mean .5; x = 1, 3, 6, 10. Slope: difference of the group means, 8 - 2 = 6. x less 6 (s - .5): 4, 6, 3, 7.
    const s = Float64Array.of(0, 0, 1, 1);
    const x = Float64Array.of(1, 3, 6, 10);
    expectNear(correlationRemover([s], rows(4), 1)(x), [4, 6, 3, 7]);
    expectNear(correlationRemover([s], rows(4), 0.5)(x), [2.5, 4.5, 4.5, 8.5]);
    expect(correlationRemover([s], rows(4), 0)(x)).toEqual(x);
  });

  it("gives the values of Fairlearn 0.15", () => {
    // frame = pandas.DataFrame(dict(x=[21, 34, 18, 52, 47, 29, 25, 41], a=[0, 0, 0, 1, 1, 1, 0, 1], b=[0, 1, 0, 0, 1, 0, 1, 1]))
    // remover = CorrelationRemover(sensitive_feature_ids=["a", "b"], alpha=1)
    // remover.fit_transform(frame); remover.transform(pandas.DataFrame(dict(x=[30], a=[1], b=[0])))
    const x = Float64Array.of(21, 34, 18, 52, 47, 29, 25, 41, 30);
    const a = Float64Array.of(0, 0, 0, 1, 1, 1, 0, 1, 1);
    const b = Float64Array.of(0, 1, 0, 0, 1, 0, 1, 1, 0);
    expectNear(
      correlationRemover([a, b], rows(8), 1)(x),
      [33.25, 39.5, 30.25, 46.5, 34.75, 23.5, 30.5, 28.75, 24.5],
    );
    // With alpha=.25.
    expectNear(
      correlationRemover([a, b], rows(8), 0.25)(x),
      [24.0625, 35.375, 21.0625, 50.625, 43.9375, 27.625, 26.375, 37.9375],
    );
  });

  it("leaves no covariance with any regressor on the fitted rows, and keeps the mean", () => {
    const value = fc.integer({ min: -9, max: 9 });
    const row = fc.tuple(value, value, fc.option(value, { nil: Number.NaN }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), (table) => {
        const [s, t, x] = [0, 1, 2].map((i) => Float64Array.from(table, (each) => each[i]!));
        const changed = correlationRemover([s!, t!], rows(table.length), 1)(x!);
        const kept = [...rows(table.length)].filter((each) => !Number.isNaN(x![each]));
        if (kept.length === 0) return;
        const mean = (values: Float64Array): number =>
          kept.reduce((sum, each) => sum + values[each]!, 0) / kept.length;
        expect(mean(changed)).toBeCloseTo(mean(x!), 8);
        for (const own of [s!, t!]) {
          const m = mean(own);
          const covariance = kept.reduce((sum, i) => sum + (own[i]! - m) * changed[i]!, 0);
          expect(Math.abs(covariance)).toBeLessThan(1e-8);
        }
        expect(Array.from(changed, Number.isNaN)).toEqual(Array.from(x!, Number.isNaN));
      }),
    );
  });

  it("does nothing for constant columns, for missing ones, and for rows that tell nothing", () => {
    const x = Float64Array.of(1, 3, 6, 10);
    const constant = Float64Array.of(2, 2, 2, 2);
    expect(correlationRemover([constant], rows(4), 1)(x)).toEqual(x);
    expectNear(
      correlationRemover([Float64Array.of(0, 0, 1, 1)], rows(4), 1)(constant),
      [2, 2, 2, 2],
    );
    const missing = new Float64Array(4).fill(Number.NaN);
    expect(correlationRemover([x], rows(4), 1)(missing)).toEqual(missing);
    const s = Float64Array.of(0, 0, 1, Number.NaN);
    expect(correlationRemover([s], rows(3), 1)(x)[3]).toBe(10);
  });
});
