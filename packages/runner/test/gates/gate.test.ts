import type { MetricRow } from "@fairline/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlannedGate } from "@fairline/plan";
import { judgeGate, matchingRows } from "../../src/gates/gate.ts";
import type { GateSubject } from "../../src/gates/gate.ts";
import { gate, row } from "./gate-rig.ts";

function judge(
  overrides: Partial<PlannedGate>,
  rows: readonly MetricRow[] | undefined,
  more: Partial<GateSubject> = {},
): string {
  const subject = { instance: "evaluate", point: {}, rows, ...more };
  const { outcome, message } = judgeGate(gate(overrides), subject);
  return `${outcome}: ${message}`;
}

describe("a gate", () => {
  it("passes within its limit and tells the figure, its rows and the limit", () => {
    expect(judge({}, [row()])).toBe(
      "pass: demographic_parity_difference by sex on test is 0.04 (n 4,211), within <= 0.05.",
    );
    expect(judgeGate(gate(), { instance: "evaluate", point: { k: 1 }, rows: [row()] })).toEqual({
      gate: "gap",
      stage: "evaluate",
      point: { k: 1 },
      metric: "demographic_parity_difference",
      attribute: "sex",
      within: null,
      outcome: "pass",
      value: 0.04,
      limit: "<= 0.05",
      message: "demographic_parity_difference by sex on test is 0.04 (n 4,211), within <= 0.05.",
    });
  });

  it("passes at its limit", () => {
    expect(judge({}, [row({ value: 0.05 })])).toMatch(/^pass/);
    expect(judge({ min: 0.05, max: undefined }, [row({ value: 0.05 })])).toMatch(/^pass/);
  });

  it("fails outside its limits, above or below", () => {
    expect(judge({}, [row({ value: 0.051 })])).toBe(
      "fail: demographic_parity_difference by sex on test is 0.051 (n 4,211), above the limit of 0.05.",
    );
    expect(judge({ min: 0.8, max: 1.25 }, [row({ value: 0.7 })])).toBe(
      "fail: demographic_parity_difference by sex on test is 0.7 (n 4,211), below the limit of 0.8.",
    );
  });

  it("fails where the figure rests on too few rows, by what weighted rows are worth", () => {
    expect(judge({}, [row({ n: 29 })])).toBe(
      "fail: demographic_parity_difference by sex on test rests on 29 rows, fewer than the 30 that the gate asks for.",
    );
    expect(judge({}, [row({ n: 1000, effective: 12.7 })])).toBe(
      "fail: demographic_parity_difference by sex on test rests on 1,000 rows, worth 12 of equal weight, fewer than the 30 that the gate asks for.",
    );
    expect(judge({}, [row({ n: 1000, effective: 30 })])).toMatch(/^pass/);
  });

  it("fails where the figure leaves groups out, unless that is allowed", () => {
    expect(judge({}, [row({ uncovered: ["C"] })])).toBe(
      "fail: demographic_parity_difference by sex on test does not cover C, which has no such figure (the gate may say uncovered: allow).",
    );
    expect(judge({}, [row({ uncovered: ["C", "D"] })])).toContain("C, D, which have no");
    expect(judge({ uncovered: "allow" }, [row({ uncovered: ["C"] })])).toMatch(/^pass/);
  });

  it("fails where the figure says little, unless that is allowed", () => {
    const degenerate = "every row has the same decision: nobody is selected";
    expect(judge({}, [row({ value: 0, degenerate })])).toBe(
      "fail: demographic_parity_difference by sex on test says little: every row has the same decision: nobody is selected (the gate may say degenerate: allow).",
    );
    expect(judge({ degenerate: "allow" }, [row({ degenerate })])).toMatch(/^pass/);
  });

  it("only warns where it says so", () => {
    expect(judge({ onFail: "warn" }, [row({ value: 1 })])).toMatch(/^warn: /);
    expect(judge({ onFail: "warn" }, [])).toMatch(/^warn: /);
  });

  it("holds the end of the interval that it asks for against the limit", () => {
    expect(judge({ bound: "upper" }, [row()])).toBe(
      "fail: the upper end of demographic_parity_difference by sex on test is 0.06 (n 4,211), above the limit of 0.05.",
    );
    expect(judge({ bound: "lower" }, [row()])).toBe(
      "pass: the lower end of demographic_parity_difference by sex on test is 0.03 (n 4,211), within <= 0.05.",
    );
  });

  it("fails with words of its own where there is nothing to hold against the limit", () => {
    expect(judge({}, [])).toBe(
      "fail: The metrics of evaluate have no demographic_parity_difference by sex.",
    );
    expect(judge({ group: "F", attribute: "sex" }, [row()])).toBe(
      "fail: The metrics of evaluate have no demographic_parity_difference by sex for group F.",
    );
    expect(judge({}, [row({ value: NaN, n: 12 })])).toBe(
      "fail: demographic_parity_difference by sex on test is not a number (n 12).",
    );
    expect(judge({ bound: "upper" }, [row({ high: NaN })])).toBe(
      "fail: demographic_parity_difference by sex on test has no confidence interval, and the gate asks for its upper end.",
    );
    expect(judge({}, [row({ n: 29, value: 0 })])).toBe(
      "fail: demographic_parity_difference by sex on test rests on 29 rows, fewer than the 30 that the gate asks for.",
    );
    expect(judge({}, undefined, { absence: "evaluate failed." })).toBe("fail: evaluate failed.");
    expect(judgeGate(gate(), { instance: "e", point: {}, rows: [] }).value).toBeNaN();
  });

  it("never passes on a figure, a bound, a count or a baseline that is no number at all", () => {
    expect(judge({ min: 0, max: undefined }, [row({ value: Infinity })])).toBe(
      "fail: demographic_parity_difference by sex on test is not finite (n 4,211).",
    );
    expect(judge({}, [row({ value: -Infinity })])).toMatch(/^fail: .* is not finite/);
    expect(judge({ bound: "lower", min: -1 }, [row({ low: -Infinity })])).toMatch(
      /^fail: .* has no confidence interval/,
    );
    expect(judge({}, [row({ n: NaN })])).toBe(
      "fail: demographic_parity_difference by sex on test rests on NaN rows, fewer than the 30 that the gate asks for.",
    );
    const rise = { max: undefined, maxIncrease: 0.01, baseline: "base.json" };
    expect(judge(rise, [row()], { baseline: [row({ value: Infinity })] })).toBe(
      "fail: The baseline has no figure for demographic_parity_difference by sex on test.",
    );
  });

  it("may rise by so much over a baseline, and no more", () => {
    const rise = { max: undefined, maxIncrease: 0.01, baseline: "base.json" };
    expect(judge(rise, [row()], { baseline: [row({ value: 0.031 })] })).toBe(
      "pass: demographic_parity_difference by sex on test is 0.04 (n 4,211), within <= baseline 0.031 + 0.01.",
    );
    expect(judge(rise, [row()], { baseline: [row({ value: 0.02 })] })).toBe(
      "fail: demographic_parity_difference by sex on test is 0.04 (n 4,211), above the limit of 0.03 (<= baseline 0.02 + 0.01).",
    );
    expect(judge(rise, [row()], { baseline: [row({ attribute: "race" })] })).toBe(
      "fail: The baseline has no figure for demographic_parity_difference by sex on test.",
    );
    expect(judge(rise, [row()], { baseline: [row({ value: NaN })] })).toBe(
      "fail: The baseline has no figure for demographic_parity_difference by sex on test.",
    );
    expect(judge(rise, [row()], { baselineFailure: "The baseline cannot be read." })).toBe(
      "fail: The baseline cannot be read.",
    );
  });

  it("without an attribute holds for every attribute: the worst one decides", () => {
    const rows = [row({ value: 0.01 }), row({ attribute: "race", value: 0.09 })];
    const verdict = judgeGate(gate({ attribute: undefined }), {
      instance: "evaluate",
      point: {},
      rows,
    });
    expect(verdict).toMatchObject({ attribute: "race", outcome: "fail", value: 0.09 });
    expect(judge({ attribute: undefined }, [rows[0]!, row({ attribute: "race", n: 3 })])).toBe(
      "fail: demographic_parity_difference by race on test rests on 3 rows, fewer than the 30 that the gate asks for.",
    );
  });

  it("without a group holds for every group of a rate, and means the overall figure where there is one", () => {
    const accuracy = { metric: "accuracy", attribute: undefined, min: 0.8, max: undefined };
    const overall = row({ metric: "accuracy", attribute: null, value: 0.85 });
    const groups = ["F", "M"].map((group, g) =>
      row({ metric: "accuracy", group, value: [0.9, 0.7][g]! }),
    );
    expect(judge(accuracy, [...groups, overall])).toBe(
      "pass: accuracy on test is 0.85 (n 4,211), within >= 0.8.",
    );
    expect(judge({ ...accuracy, attribute: "sex" }, [...groups, overall])).toBe(
      "fail: accuracy by sex for M on test is 0.7 (n 4,211), below the limit of 0.8.",
    );
    expect(judge({ ...accuracy, attribute: "sex", group: "F" }, [...groups, overall])).toMatch(
      /^pass/,
    );
  });

  it("holds the rows of a stratum where it names one, and those of all rows where it does not", () => {
    const inA = row({ within: { column: "department", value: "A" }, value: 0.2 });
    const inB = row({ within: { column: "department", value: "B" }, value: 0.01 });
    const all = [row(), inA, inB];
    expect(judge({}, all)).toMatch(/^pass: demographic_parity_difference by sex on test is 0.04/);
    expect(judge({ within: { column: "department", value: "A" } }, all)).toBe(
      "fail: demographic_parity_difference by sex within department=A on test is 0.2 (n 4,211), above the limit of 0.05.",
    );
    expect(judge({ attribute: "sex within department=A" }, all)).toMatch(/A on test is 0.2/);
    expect(judge({ within: { column: "department", value: "C" } }, all)).toBe(
      "fail: The metrics of evaluate have no demographic_parity_difference by sex within department=C.",
    );
    const anyAttribute = gate({ attribute: undefined });
    expect(matchingRows(anyAttribute, all)).toEqual(all);
    const { attribute, within } = judgeGate(anyAttribute, {
      instance: "evaluate",
      point: {},
      rows: all,
    });
    expect([attribute, within]).toEqual(["sex", inA.within]);
  });

  it("compares a stratum with the same one of the baseline, also where that has both in one name", () => {
    const stratum = { column: "department", value: "A" };
    const rise = { max: undefined, maxIncrease: 0.01, baseline: "base.json", within: stratum };
    const inA = row({ within: stratum });
    for (const reference of [
      row({ within: stratum, value: 0.035 }),
      row({ attribute: "sex within department=A", value: 0.035 }),
    ]) {
      const baseline = [row({ value: 0 }), reference];
      expect(judge(rise, [row(), inA], { baseline })).toMatch(/^pass: .* within department=A/);
    }
    expect(judge(rise, [inA], { baseline: [row({ value: 1 })] })).toBe(
      "fail: The baseline has no figure for demographic_parity_difference by sex within department=A on test.",
    );
  });

  it("means the test rows where there are some, else all that there are", () => {
    const rows = [row({ split: "validation", value: 1 }), row()];
    expect(matchingRows(gate(), rows)).toEqual([rows[1]]);
    expect(matchingRows(gate(), [rows[0]!])).toEqual([rows[0]]);
  });

  it("never passes what is outside the limits or rests on too little (property)", () => {
    const figure = fc.oneof(fc.double({ min: -2, max: 2 }), fc.constantFrom(NaN, -Infinity));
    const rows = fc.array(
      fc.record({
        attribute: fc.constantFrom("sex", "race"),
        value: figure,
        high: figure,
        n: fc.nat({ max: 60 }),
      }),
      { minLength: 1 },
    );
    const bounds = fc.constantFrom("value" as const, "upper" as const);
    fc.assert(
      fc.property(rows, bounds, fc.double({ min: -1, max: 1, noNaN: true }), (made, bound, max) => {
        const all = made.map((part) => row(part));
        const given = gate({ attribute: undefined, bound, max });
        const { outcome } = judgeGate(given, { instance: "e", point: {}, rows: all });
        const isGood = all.every(
          ({ value, high, n }) =>
            n >= 30 &&
            Number.isFinite(value) &&
            (bound === "value" || Number.isFinite(high)) &&
            (bound === "value" ? value : high) <= max,
        );
        expect(outcome).toBe(isGood ? "pass" : "fail");
      }),
    );
  });
});
