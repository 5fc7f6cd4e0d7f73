import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nonDominated, type Directions, type Outcome } from "../../src/figures/non-dominated.ts";

const better: Directions = { gap: "lower", performance: "higher" };

describe("nonDominated", () => {
  it("finds the front of five settings, worked by hand", () => {
    const outcomes = [
      { gap: 17.3, performance: 85.3 }, // best accuracy: on the front
      { gap: 12.0, performance: 84.9 },
      { gap: 12.5, performance: 84.0 }, // the one before has the smaller gap and the higher accuracy
      { gap: 2.6, performance: 83.6 },
      { gap: 3.4, performance: 82.8 }, // the one before is better in both
    ];
    expect(nonDominated(outcomes, better)).toEqual([true, true, false, true, false]);
  });

  it("finds the front that an independent program finds", () => {
    // Python 3.11: g = [5,3,3,8,1,9,2]; p = [.8,.7,.75,.9,.5,.9,.6]; r = range(7)
    // [not any(g[j]<=g[i] and p[j]>=p[i] and (g[j],p[j])!=(g[i],p[i]) for j in r) for i in r]
    const gaps = [5, 3, 3, 8, 1, 9, 2];
    const performances = [0.8, 0.7, 0.75, 0.9, 0.5, 0.9, 0.6];
    const outcomes = gaps.map((gap, i) => ({ gap, performance: performances[i]! }));
    expect(nonDominated(outcomes, better)).toEqual([true, false, true, true, true, false, true]);
  });

  it("keeps equal outcomes, and leaves undefined ones out", () => {
    const same = { gap: 1, performance: 1 };
    expect(nonDominated([same, same, { gap: NaN, performance: 2 }], better)).toEqual([
      true,
      true,
      false,
    ]);
    expect(nonDominated([], better)).toEqual([]);
  });

  it("follows the directions", () => {
    const outcomes = [
      { gap: 0.8, performance: 0.3 },
      { gap: 0.5, performance: 0.5 },
    ];
    expect(nonDominated(outcomes, { gap: "higher", performance: "lower" })).toEqual([true, false]);
  });

  it("leaves out exactly what a point of the front is better than", () => {
    const outcome = fc.record({ gap: fc.nat({ max: 6 }), performance: fc.nat({ max: 6 }) });
    const dominates = (a: Outcome, b: Outcome): boolean =>
      a.gap <= b.gap &&
      a.performance >= b.performance &&
      (a.gap < b.gap || a.performance > b.performance);
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 1, maxLength: 20 }), (outcomes) => {
        const flags = nonDominated(outcomes, better);
        const front = outcomes.filter((_, i) => flags[i]);
        expect(front.length).toBeGreaterThan(0);
        for (const [i, point] of outcomes.entries()) {
          expect(front.some((other) => dominates(other, point))).toBe(!flags[i]);
        }
      }),
    );
  });
});
