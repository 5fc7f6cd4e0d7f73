import { confusion, findMetric, groupFigures, sumConfusions } from "@fairline/metrics";
import { describe, expect, it } from "vitest";
import { summaryOf } from "./summary.ts";

/** A figure between groups of rows given as labels and predictions. */
function between(name: string, groups: readonly (readonly [string, string])[]): number {
  const counts = groups.map(([y, prediction]) => confusion(bits(y), bits(prediction)));
  const metric = findMetric(name);
  if (metric?.scope !== "between-groups") throw new Error(`no figure between groups: ${name}`);
  return metric.compute(
    groupFigures({ groups: counts.map(summaryOf), overall: summaryOf(sumConfusions(counts)) }),
  );
}

function bits(text: string): number[] {
  return Array.from(text, Number);
}

/*
 * Fairlearn 0.15.0 on the rows of each test, y and p as lists of 0 and 1, g as the number of the group:
 * equalized_odds_ratio(y, p, sensitive_features=g, method="between_groups", agg="worst_case") is nan, with agg="mean" .5, with
 * method="to_overall" nan; equalized_odds_difference .5 and, as a mean, .25. For the second both ratios are .5.
 */
describe("Fairlearn's equalized odds where no group has a true positive", () => {
  // Positive rows are missed in both groups; of negative rows 1 of 2 and 2 of 2 are selected: ratio .5, difference .5.
  const missed = [
    ["1100", "0010"],
    ["1100", "0011"],
  ] as const;

  it("have no worst ratio, and as their mean ratio that of the false positive rates", () => {
    expect(between("fairlearn:true_positive_rate_ratio", missed)).toBeNaN();
    expect(between("fairlearn:equalized_odds_ratio", missed)).toBeNaN();
    expect(between("fairlearn:equalized_odds_ratio_mean", missed)).toBe(0.5);
    expect(between("fairlearn:equalized_odds_ratio_to_overall", missed)).toBeNaN();
    expect(between("fairlearn:equalized_odds_ratio_mean_to_overall", missed)).toBeCloseTo(
      2 / 3,
      15,
    );
    expect(between("equalized_odds_ratio", missed)).toBeNaN();
    expect(between("equalized_odds_ratio_mean", missed)).toBeNaN();
  });

  it("have both differences, as every rate is there", () => {
    expect(between("fairlearn:equalized_odds_difference", missed)).toBe(0.5);
    expect(between("fairlearn:equalized_odds_difference_mean", missed)).toBe(0.25);
    expect(between("equalized_odds_difference", missed)).toBe(0.5);
  });

  it("take the ratio of the true positive rates where no group has a false positive", () => {
    // True positives 1 of 2 and 2 of 2, false positives none.
    const careful = [
      ["1100", "1000"],
      ["1100", "1100"],
    ] as const;
    expect(between("fairlearn:equalized_odds_ratio", careful)).toBe(0.5);
    expect(between("fairlearn:equalized_odds_ratio_mean", careful)).toBe(0.5);
    expect(between("equalized_odds_ratio", careful)).toBeNaN();
  });

  it("count a group without positive rows as one that misses them all", () => {
    const alone = [
      ["10", "11"],
      ["00", "01"],
    ] as const;
    expect(between("fairlearn:true_positive_rate_difference", alone)).toBe(1);
    expect(between("fairlearn:equal_opportunity_ratio", alone)).toBe(0);
    expect(between("equal_opportunity_difference", alone)).toBeNaN();
  });

  it("compare a single group with itself", () => {
    const one = [["1100", "1010"]] as const;
    expect(between("fairlearn:demographic_parity_difference", one)).toBe(0);
    expect(between("fairlearn:equalized_odds_ratio", one)).toBe(1);
    expect(between("demographic_parity_difference", one)).toBeNaN();
  });
});
