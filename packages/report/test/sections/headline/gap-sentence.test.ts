import type { MetricRow } from "@fairline/core";
import { describe, expect, it } from "vitest";
import { gapSentence } from "../../../src/sections/headline/gap-sentence.ts";
import { sentenceText } from "../../../src/format/sentence.ts";
import { figureOf, groupSettings } from "../../../src/figures/setting.ts";
import { metricRow } from "../../worlds.ts";

const options = { decimals: 1, intervalName: "95 % interval" };

function group(metric: string, name: string, value: number, n = 1000): MetricRow {
  return metricRow({ metric, attribute: "sex", group: name, value, n });
}

function say(gap: MetricRow, rows: readonly MetricRow[] = []): string {
  const [setting] = groupSettings([{ point: {}, rows: [gap, ...rows] }], "test", () => false);
  const sentence = gapSentence(setting!, figureOf(setting!, gap.metric, gap)!, options);
  return sentenceText(sentence).replaceAll("\u00a0", " ");
}

const parity = { metric: "demographic_parity_difference", attribute: "sex" };

describe("gapSentence", () => {
  it("says the gap of the 1973 Berkeley admissions", () => {
    // Bickel, Hammel and O'Connell, Science 187 (1975), six largest departments (R's UCBAdmissions): 1198 of 2691 men
    // and 557 of 1835 women were admitted. Python 3.11: 1198/2691 - 557/1835 is 0.14164542...
    const rows = [
      group("selection_rate", "men", 1198 / 2691, 2691),
      group("selection_rate", "women", 557 / 1835, 1835),
    ];
    const gap = metricRow({ ...parity, value: 1198 / 2691 - 557 / 1835, low: 0.113, high: 0.17 });
    expect(say(gap, rows)).toMatchInlineSnapshot(
      `"By sex, “women” is selected 14.2 points less often than “men” (95 % interval 11.3 to 17.0)."`,
    );
  });

  it("says whether the data are in keeping with no gap", () => {
    const test = { method: "score", pValue: 0.31, holm: 1, benjaminiHochberg: 0.6 } as const;
    const gap = metricRow({ ...parity, value: 0.02, low: 0, high: 0.05, test });
    expect(say(gap)).toMatch(/ The data are in keeping with no gap \(p = 0\.31\)\.$/);
    const clear = { ...test, pValue: 0.00002, holm: 0.0004 };
    expect(say({ ...gap, test: clear })).toMatch(
      / The data are not in keeping with no gap \(p < 0\.001\)\.$/,
    );
    const one = { ...test, pValue: 0.0312, holm: 0.4 };
    expect(say({ ...gap, test: one })).toMatch(
      / The data are not in keeping with no gap \(p = 0\.031; with all tests of this report counted, p = 0\.4\)\.$/,
    );
  });

  it("says which groups it leaves out, and why it says little", () => {
    const gap = metricRow({ ...parity, value: 0, low: 0, high: 0.05, uncovered: ["C", "D"] });
    expect(say(gap)).toMatch(/ It does not cover “C”, “D”: no rows there to compute it from\.$/);
    const degenerate = "every row has the same decision: nobody is selected";
    expect(say({ ...gap, degenerate })).toMatch(
      / It says little: every row has the same decision: nobody is selected\.$/,
    );
  });

  it("warns of few rows by what weighted ones are worth", () => {
    const gap = metricRow({ ...parity, value: 0.1, low: 0, high: 0.2, n: 500, effective: 12.8 });
    expect(say(gap)).toMatch(/ The smallest group has only 12 rows: read this with care\.$/);
  });

  it("says that the lowest is the lowest of several", () => {
    const rows = ["a", "b", "c"].map((name, i) => group("selection_rate", name, 0.1 * (i + 1)));
    expect(say(metricRow({ ...parity, value: 0.3 - 0.1 }), rows)).toMatchInlineSnapshot(
      `"By sex, “a”, the lowest of 3 groups, is selected 20.0 points less often than “c” (no interval was computed)."`,
    );
  });

  it("says among which rows a rate is taken", () => {
    const rows = [group("true_positive_rate", "F", 0.5), group("true_positive_rate", "M", 0.75)];
    const gap = metricRow({
      metric: "equal_opportunity_difference",
      attribute: "sex",
      value: 0.25,
      low: 0.2,
      high: 0.3,
    });
    expect(say(gap, rows)).toMatchInlineSnapshot(
      `"By sex, among rows with a positive label, “F” is selected 25.0 points less often than “M” (95 % interval 20.0 to 30.0)."`,
    );
  });

  it("says ratios and other metrics", () => {
    const rates = [group("selection_rate", "F", 0.2), group("selection_rate", "M", 0.4)];
    const ratio = metricRow({
      metric: "demographic_parity_ratio",
      attribute: "sex",
      value: 0.5,
      low: 0.4,
      high: 0.6,
    });
    expect(say(ratio, rates)).toMatchInlineSnapshot(
      `"By sex, “F” is selected 0.500 times as often as “M” (95 % interval 0.400 to 0.600)."`,
    );
    const accuracies = [group("accuracy", "F", 0.9), group("accuracy", "M", 0.8)];
    const difference = metricRow({
      metric: "accuracy_difference",
      attribute: "sex",
      value: 0.9 - 0.8,
    });
    expect(say(difference, accuracies)).toMatchInlineSnapshot(
      `"By sex, the accuracy of “M” is 10.0 points lower than that of “F” (no interval was computed)."`,
    );
  });

  it("names no groups where their figures do not make the gap, or none is compared", () => {
    const rows = [group("selection_rate", "F", 0.2), group("selection_rate", "M", 0.4)];
    expect(
      say(metricRow({ ...parity, value: 0.35, low: 0.3, high: 0.4 }), rows),
    ).toMatchInlineSnapshot(
      `"By sex, the demographic parity difference is 35.0 points (95 % interval 30.0 to 40.0)."`,
    );
    expect(
      say(metricRow({ metric: "equalized_odds_difference", attribute: "sex", value: 0.1 })),
    ).toMatchInlineSnapshot(
      `"By sex, the equalized odds difference is 10.0 points (no interval was computed)."`,
    );
  });

  it("warns of small groups, and leaves them out where the gap does", () => {
    const rows = [
      group("selection_rate", "a", 0, 3),
      group("selection_rate", "b", 0.2, 500),
      group("selection_rate", "c", 0.4, 500),
    ];
    expect(say(metricRow({ ...parity, value: 0.4, n: 3 }), rows)).toMatchInlineSnapshot(
      `"By sex, “a”, the lowest of 3 groups, is selected 40.0 points less often than “c” (no interval was computed). The smallest group has only 3 rows: read this with care."`,
    );
    expect(say(metricRow({ ...parity, value: 0.4 - 0.2, n: 500 }), rows)).toMatchInlineSnapshot(
      `"By sex, “b” is selected 20.0 points less often than “c” (no interval was computed)."`,
    );
  });

  it("warns of a group of 29 rows, and not of one of 30", () => {
    const warned = [29, 30].map((n) => say(metricRow({ ...parity, value: 0.1, n })));
    expect(warned.map((sentence) => sentence.includes("read this with care"))).toEqual([
      true,
      false,
    ]);
  });

  it("says that groups are alike, and that a gap is undefined", () => {
    const rows = [group("selection_rate", "F", 0.2), group("selection_rate", "M", 0.2)];
    expect(say(metricRow({ ...parity, value: 0, low: 0, high: 0.02 }), rows)).toMatchInlineSnapshot(
      `"By sex, all groups have the same selection rate (95 % interval 0.0 to 2.0)."`,
    );
    expect(say(metricRow({ ...parity, value: NaN }))).toMatchInlineSnapshot(
      `"By sex, the demographic parity difference is undefined: fewer than two groups have a figure."`,
    );
  });

  it("never promises", () => {
    const rows = [group("selection_rate", "F", 0.2), group("selection_rate", "M", 0.2)];
    expect(say(metricRow({ ...parity, value: 0 }), rows)).not.toMatch(/unbiased|fair\b/i);
  });
});
