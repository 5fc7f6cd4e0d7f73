import { describe, expect, it } from "vitest";
import { lift } from "../../src/rate/lift.ts";
import { summaryOf } from "../summary.ts";

const of = (tp: number, fp: number, tn: number, fn: number): number =>
  lift.compute({ counts: { n: tp + fp + tn + fn, tp, fp, tn, fn } });

describe("lift", () => {
  it("gives the case worked by hand", () => {
    // 3 of 5 selected rows are positive, 4 of 10 rows: .6 / .4
    expect(of(3, 2, 4, 1)).toBeCloseTo(1.5, 15);
    // Selection says nothing of the label.
    expect(of(1, 1, 4, 4)).toBe(1);
  });

  it("is NaN where nothing is selected, or nothing is positive", () => {
    expect(of(0, 0, 3, 2)).toBeNaN();
    expect(of(0, 2, 3, 0)).toBeNaN();
  });

  it("has an interval from 0 up, also where no selected row is positive", () => {
    const found = lift.estimate(summaryOf({ n: 20, tp: 0, fp: 5, tn: 10, fn: 5 }), "wilson");
    expect(found.value).toBe(0);
    expect(found.interval(1.96).low).toBe(0);
    expect(found.interval(1.96).high).toBeGreaterThan(0.5);
  });
});
