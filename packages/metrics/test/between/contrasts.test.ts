import type { Estimate, GapFamily } from "@fairline/numeric";
import { describe, expect, it } from "vitest";
import {
  differencesFromOverall,
  logRatiosToOverall,
  shortfallsOfLogs,
} from "../../src/between/contrasts.ts";
import type { EstimatedGroups } from "../../src/metric.ts";

/** A figure whose interval is the same at every critical value. */
function figure(value: number, low = Number.NaN, high = Number.NaN): Estimate {
  return { value, standardError: Number.NaN, interval: () => ({ low, high }) };
}

/** One group, with its variance, that of all rows, and their covariance. */
function oneGroup(
  group: Estimate,
  overall: number,
  [own, all, shared]: readonly [number, number, number],
): EstimatedGroups {
  return {
    estimates: [group],
    overall: figure(overall),
    covariances: () => ({ own: [own], overall: all, shared: [shared] }),
  };
}

describe("differencesFromOverall", () => {
  it("gives the case worked by hand", () => {
    // Variance .04 + .02 - 2 x .025 = .01: half the group's standard error, so half the distances .2 and .4 to its ends.
    const groups = oneGroup(figure(0.5, 0.3, 0.9), 0.4, [0.04, 0.02, 0.025]);
    const [contrast] = differencesFromOverall(groups);
    expect(contrast!.value).toBeCloseTo(0.1, 14);
    expect(contrast!.standardError).toBeCloseTo(0.1, 14);
    expect(contrast!.interval(1.96).low).toBeCloseTo(0, 14);
    expect(contrast!.interval(1.96).high).toBeCloseTo(0.3, 14);
  });

  it("gives each group its own variance and covariance", () => {
    const [first, second] = differencesFromOverall({
      estimates: [figure(0.5), figure(0.2)],
      overall: figure(0.4),
      covariances: () => ({ own: [0.04, 0.09], overall: 0.02, shared: [0.025, 0.035] }),
    });
    expect(first!.standardError).toBeCloseTo(0.1, 14);
    expect(second!.value).toBeCloseTo(-0.2, 14);
    expect(second!.standardError).toBeCloseTo(0.2, 14);
  });

  it("is as unsure as the group where the group's rows show no scatter", () => {
    const groups = oneGroup(figure(1, 0.8, 1), 0.9, [0, 0.01, 0]);
    const [contrast] = differencesFromOverall(groups);
    expect(contrast!.interval(1.96).low).toBeCloseTo(-0.1, 14);
    expect(contrast!.interval(1.96).high).toBeCloseTo(0.1, 14);
  });

  it("takes a variance that rounding put below 0 for 0", () => {
    const groups = oneGroup(figure(0.5, 0.4, 0.6), 0.5, [0.01, 0.01, 0.0100000001]);
    const [contrast] = differencesFromOverall(groups);
    expect(contrast!.standardError).toBe(0);
    expect(contrast!.interval(1.96)).toEqual({ low: 0, high: 0 });
  });

  it("has no interval for a group without a figure", () => {
    const groups = oneGroup(figure(Number.NaN, 0, 1), 0.5, [0.01, 0.01, 0.01]);
    const [contrast] = differencesFromOverall(groups);
    expect(contrast!.value).toBeNaN();
    expect(contrast!.interval(1.96)).toEqual({ low: Number.NaN, high: Number.NaN });
  });
});

describe("logRatiosToOverall", () => {
  it("gives the case worked by hand", () => {
    // Relative variances .01 / .25 = .04 and .008 / .16 = .05, covariance .008 / .2 = .04: .04 + .05 - .08 = .01, half the
    // group's standard error. Its ends are a quarter and double of it: half of their logarithms are ln 2 and ln 2 / 2.
    const groups = oneGroup(figure(0.5, 0.125, 1), 0.4, [0.01, 0.008, 0.008]);
    const [contrast] = logRatiosToOverall(groups);
    expect(contrast!.value).toBeCloseTo(Math.log(1.25), 14);
    expect(contrast!.standardError).toBeCloseTo(0.1, 14);
    expect(contrast!.interval(1.96).low).toBeCloseTo(Math.log(0.625), 14);
    expect(contrast!.interval(1.96).high).toBeCloseTo(Math.log(1.25 * Math.SQRT2), 14);
  });
});

describe("shortfallsOfLogs", () => {
  it("turns logarithms of how far groups are apart into what their ratio lacks to 1", () => {
    const logs: GapFamily = {
      kind: "overall",
      groups: 3,
      value: Math.log(2),
      low: (z) => Math.log(2) - z,
      high: (z) => Math.log(4) + z,
      statistic: () => 1.5,
    };
    const family = shortfallsOfLogs(logs);
    expect(family).toMatchObject({ kind: "overall", groups: 3 });
    expect(family.value).toBeCloseTo(1 / 2, 14);
    expect(family.low(Math.log(1.6))).toBeCloseTo(1 - 1 / 1.25, 14);
    expect(family.high(Math.log(2))).toBeCloseTo(1 - 1 / 8, 14);
    expect(family.statistic()).toBe(1.5);
  });
});
