import {
  averageEstimate,
  differenceEstimate,
  linearCombination,
  newcombeInterval,
  rateEstimate,
  scaledEstimate,
  symmetricEstimate,
} from "@fairline/numeric";
import type { Estimate } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyRate } from "../interval/rates.ts";

const z = 1.959963984540054;

describe("differenceEstimate", () => {
  it("is Newcombe's for two rates", () => {
    fc.assert(
      fc.property(anyRate, anyRate, (first, second) => {
        const estimate = differenceEstimate(
          rateEstimate(first.successes, first.n),
          rateEstimate(second.successes, second.n),
        );
        const { low, high } = newcombeInterval(first, second, 0.95);
        expect(estimate.interval(z).low).toBeCloseTo(low, 10);
        expect(estimate.interval(z).high).toBeCloseTo(high, 10);
      }),
    );
  });

  it("is NaN where one of both is", () => {
    const difference = differenceEstimate(rateEstimate(1, 2), rateEstimate(0, 0));
    expect(difference.value).toBeNaN();
    expect(difference.interval(1).low).toBeNaN();
  });
});

describe("linearCombination", () => {
  it("adds squares by hand", () => {
    // 2 x 5 - 1 x 3 with errors of .3 and .8: 7 with sqrt(.36 + .64).
    const sum = linearCombination([
      { estimate: symmetricEstimate(5, 0.3), times: 2 },
      { estimate: symmetricEstimate(3, 0.8), times: -1 },
    ]);
    expect(sum.value).toBe(7);
    expect(sum.standardError).toBeCloseTo(1, 12);
    expect(sum.interval(2).low).toBeCloseTo(5, 10);
    expect(sum.interval(2).high).toBeCloseTo(9, 10);
  });

  it("faces each end with the one that matters, also for negative factors", () => {
    const lopsided: Estimate = {
      value: 0,
      standardError: 1,
      interval: (critical) => ({ low: -critical, high: 3 * critical }),
    };
    expect(linearCombination([{ estimate: lopsided, times: -1 }]).interval(1)).toEqual({
      low: -3,
      high: 1,
    });
    expect(averageEstimate([lopsided, lopsided]).interval(1).high).toBeCloseTo(3 / Math.SQRT2, 12);
  });
});

describe("scaledEstimate", () => {
  it("is symmetric on its scale", () => {
    const { low, high } = scaledEstimate("log", { value: 2, standardError: 1 }).interval(z);
    expect(low * high).toBeCloseTo(4, 10);
    expect(high).toBeCloseTo(2 * Math.exp(z / 2), 10);
    const logit = scaledEstimate("logit", { value: 0.5, standardError: 0.1 }).interval(z);
    expect(logit.low + logit.high).toBeCloseTo(1, 12);
    const atanh = scaledEstimate("atanh", { value: 0, standardError: 0.1 }).interval(z);
    expect(atanh.high).toBeCloseTo(Math.tanh(z * 0.1), 12);
    expect(atanh.low).toBeCloseTo(-atanh.high, 12);
  });

  it("is widened to hold a figure that lies elsewhere than its centre", () => {
    const { low, high } = scaledEstimate("logit", {
      value: 1,
      centre: 0.9,
      standardError: 0.01,
    }).interval(z);
    expect(high).toBe(1);
    expect(low).toBeLessThan(0.9);
  });

  it("is NaN for a figure that is", () => {
    expect(
      scaledEstimate("log", { value: Number.NaN, standardError: 1 }).interval(1).low,
    ).toBeNaN();
  });
});
