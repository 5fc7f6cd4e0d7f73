import {
  balancedAccuracyEstimate,
  deltaError,
  estimateInterval,
  f1Estimate,
  fBetaEstimate,
  kappaEstimate,
  mccEstimate,
  miettinenNurminenInterval,
  wilsonInterval,
} from "@fairline/numeric";
import type { Cells, Estimate } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectNear } from "../relative.ts";

const CELLS: Cells = { tp: 40, fp: 10, fn: 20, tn: 30 };
const count = fc.nat({ max: 60 });
const anyCells = fc.record({ tp: count, fp: count, fn: count, tn: count });
const FIGURES: Record<string, (cells: Cells) => Estimate> = {
  f1: ({ tp, fp, fn }) => f1Estimate(tp, tp + fp + fn),
  f2: (cells) => fBetaEstimate(cells, 2),
  mcc: mccEstimate,
  kappa: kappaEstimate,
  balancedAccuracy: ({ tp, fp, fn, tn }) =>
    balancedAccuracyEstimate({ successes: tp, n: tp + fn }, { successes: fp, n: fp + tn }),
};

/*
 * Python, numpy 2.4, the delta method with a gradient by central differences, over f of the shares p of tp, fp, fn, tn:
 *   g = [(f(p + h*e) - f(p - h*e)) / (2*h) for e in numpy.eye(4)]; sqrt(((g**2 * p).sum() - (g*p).sum()**2) / n)
 * The error of kappa also by statsmodels 0.15: cohens_kappa([[40, 10], [20, 30]]).std_kappa.
 */
describe("standard errors by the delta method", () => {
  it.each([
    ["f1", 0.7272727272727273, 0.04790537767231872],
    ["f2", 0.6896551724137931, 0.05487743523951969],
    ["mcc", 0.40824829046386296, 0.09013878188765762],
    ["kappa", 0.4, 0.08979977728257459],
  ])("are for %s what a numerical gradient gives", (name, value, standardError) => {
    const estimate = FIGURES[name]!(CELLS);
    expectNear(estimate.value, value, 1e-12);
    expectNear(estimate.standardError, standardError, 1e-8);
  });

  it("are those of a share for the gradient of a share", () => {
    // Of the true positives alone: p (1 - p) / n with p = .4.
    expectNear(deltaError(CELLS, { tp: 1, fp: 0, fn: 0, tn: 0 }), Math.sqrt(0.24 / 100), 1e-14);
  });
});

describe("intervals of figures of four cells", () => {
  /*
   * Python, SciPy 1.17: tanh(arctanh(v) + z * s / (1 - v*v)), z = +-1.959963984540054, with v and s of the cells; and with F and s
   * of the cells and a half: n = F * (1-F) / s**2; statsmodels 0.15: proportion_confint(v * n, n, alpha=2 * norm.sf(t.ppf(.975, n - 1)), method="wilson")
   */
  it("are made as they are documented", () => {
    const mcc = estimateInterval(mccEstimate(CELLS), 0.95);
    expectNear(mcc.low, 0.21795189, 1e-6);
    expectNear(mcc.high, 0.56863949, 1e-6);
    const f2 = estimateInterval(fBetaEstimate(CELLS, 2), 0.95);
    expectNear(f2.low, 0.5737003658400567, 1e-7);
    expectNear(f2.high, 0.7858435002871295, 1e-7);
  });

  it("carry Wilson's over to F1, and Miettinen and Nurminen's to balanced accuracy", () => {
    // The share J of true positives is 40 of 70, and F1 is 2 J / (1 + J).
    const share = wilsonInterval(40, 70, 0.95);
    const f1 = estimateInterval(f1Estimate(40, 70), 0.95);
    expectNear(f1.low, (2 * share.low) / (1 + share.low));
    expectNear(f1.high, (2 * share.high) / (1 + share.high));
    const rates = [
      { successes: 40, n: 60 },
      { successes: 10, n: 40 },
    ] as const;
    const difference = miettinenNurminenInterval(...rates, 0.95);
    const balanced = balancedAccuracyEstimate(...rates);
    expect(balanced.value).toBeCloseTo((40 / 60 + 30 / 40) / 2, 12);
    expectNear(balanced.interval(1.959963984540054).low, (1 + difference.low) / 2, 1e-9);
    expectNear(balanced.interval(1.959963984540054).high, (1 + difference.high) / 2, 1e-9);
  });

  it.each(Object.keys(FIGURES))("hold the figure and keep within its range: %s", (name) => {
    fc.assert(
      fc.property(anyCells, (cells) => {
        const estimate = FIGURES[name]!(cells);
        fc.pre(!Number.isNaN(estimate.value));
        const { low, high } = estimate.interval(1.96);
        expect(low).toBeLessThanOrEqual(estimate.value + 1e-12);
        expect(high).toBeGreaterThanOrEqual(estimate.value - 1e-12);
        expect(high - low).toBeGreaterThan(0);
        const least = name === "mcc" || name === "kappa" ? -1 : 0;
        expect(low).toBeGreaterThanOrEqual(least - 1e-12);
        expect(high).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it("are mirrored where predictions are exchanged, for Matthews' correlation", () => {
    fc.assert(
      fc.property(anyCells, ({ tp, fp, fn, tn }) => {
        const one = mccEstimate({ tp, fp, fn, tn });
        const other = mccEstimate({ tp: fn, fp: tn, fn: tp, tn: fp });
        fc.pre(!Number.isNaN(one.value));
        expect(other.value).toBeCloseTo(-one.value, 10);
        expect(other.interval(1.96).low).toBeCloseTo(-one.interval(1.96).high, 9);
      }),
    );
  });

  it("are NaN where the figure is 0 / 0", () => {
    const alike = { tp: 0, fp: 0, fn: 0, tn: 5 };
    for (const name of Object.keys(FIGURES)) expect(FIGURES[name]!(alike).value).toBeNaN();
  });
});
