import { describe, expect, it } from "vitest";
import { kappa } from "../../src/rate/kappa.ts";

const of = (tp: number, fp: number, tn: number, fn: number): number =>
  kappa.compute({ counts: { n: tp + fp + tn + fn, tp, fp, tn, fn } });

describe("kappa", () => {
  it("gives the case worked by hand", () => {
    // Agreement .7; by chance .5 x .4 + .5 x .6 = .5: (.7 - .5) / (1 - .5)
    expect(of(3, 2, 4, 1)).toBeCloseTo(0.4, 15);
  });

  it("is 1 where all agree, -1 where halves disagree throughout, 0 where prediction says nothing", () => {
    expect(of(3, 0, 4, 0)).toBe(1);
    expect(of(0, 5, 0, 5)).toBe(-1);
    expect(of(2, 4, 2, 1)).toBeCloseTo(0, 15);
  });

  it("is finite for weights of any size, and NaN where label and prediction are one class", () => {
    expect(of(3e200, 0, 4e200, 0)).toBe(1);
    expect(of(3, 0, 0, 0)).toBeNaN();
    expect(of(0, 3, 0, 0)).toBe(0);
  });
});
