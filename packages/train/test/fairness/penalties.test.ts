import { describe, expect, it } from "vitest";
import { FAIRNESS_TERMS } from "../../src/fairness/catalog.ts";
import * as references from "./references.ts";
import { drawRows, takeRows } from "./rows.ts";
import type { PlainRows } from "./rows.ts";
import { centralDifferences, compiled, eager, title, WORLDS } from "./term-value.ts";
import type { Case } from "./term-value.ts";

const positive = (rows: PlainRows, row: number): boolean =>
  rows.label[row] === Math.max(2, rows.logits[0]!.length) - 1;

const CASES: readonly Case[] = [
  ...(["gap", "squared", "worst-pair"] as const).flatMap((form): Case[] => [
    { name: "demographic-parity", params: { form }, reference: references.demographicParity(form) },
    { name: "equal-opportunity", params: { form }, reference: references.equalOpportunity(form) },
    { name: "equalized-odds", params: { form }, reference: references.equalizedOdds(form) },
  ]),
  { name: "loss-gap", reference: references.lossGap("group", "mean", Math.abs) },
  {
    name: "loss-gap",
    params: { by: "class", reference: "best", form: "signed" },
    reference: references.lossGap("class", "best", (difference) => difference),
  },
  {
    name: "loss-gap",
    params: { reference: "mean", form: "squared", shares: { 0: 3, 2: 1 } },
    reference: references.lossGap("group", "mean", (difference) => difference ** 2, [3, 0, 1]),
  },
  { name: "probability-gap", reference: references.probabilityGap("group") },
  { name: "probability-gap", params: { by: "row" }, reference: references.probabilityGap("row") },
  { name: "label-score-product", reference: references.labelScoreProduct },
  ...[
    "selection-rate",
    "true-positive-rate",
    "false-positive-rate",
    "positive-predictive-value",
    "false-omission-rate",
    "accuracy",
    "f1",
  ].map((statistic): Case => ({
    name: "statistic-ratio",
    params: { statistic },
    reference: references.statisticRatio(statistic, 1),
  })),
  ...([2, 3.5, "log-sum-exp"] as const).map((norm): Case => ({
    name: "statistic-ratio",
    params: { norm },
    reference: references.statisticRatio("selection-rate", norm),
  })),
  { name: "covariance", reference: references.covariance },
  { name: "correlation", reference: references.correlation("scores", () => true) },
  {
    name: "correlation",
    params: { of: "logits", among: "negative" },
    reference: references.correlation("logits", (rows, row) => !positive(rows, row)),
  },
  { name: "mutual-information", reference: references.mutualInformation },
  { name: "logit-pairing", reference: references.logitPairing },
  { name: "mmd", reference: references.mmd(0.1) },
  { name: "hsic", params: { bandwidth: 0.5 }, reference: references.hsic(0.5) },
  { name: "wasserstein", reference: references.wasserstein },
];

/** These compare classes or counterparts, so that they need not be 0 where groups are alike. */
const NOT_BETWEEN_GROUPS = ["probability-gap", "label-score-product", "logit-pairing"];

function expectAll(found: readonly number[], expected: readonly number[], digits: number): void {
  expect(found.length).toBe(expected.length);
  for (const [i, value] of expected.entries()) expect(found[i]).toBeCloseTo(value, digits);
}

describe("penalties", () => {
  it("have a case each", () => {
    const names = FAIRNESS_TERMS.filter(({ kind }) => kind === "penalty").map(({ name }) => name);
    expect(new Set(CASES.map(({ name }) => name))).toEqual(new Set(names));
  });
});

describe.each(CASES.map((one) => [title(one), one] as const))("%s", (_, one) => {
  it.each(WORLDS)("has the value and the gradient of its definition: %s", async (__, rows) => {
    const { value, slopes } = await eager(one, rows);
    expect(value).toBeCloseTo(one.reference(rows), 5);
    expectAll(slopes, centralDifferences(one.reference, rows), 4);
    const again = await compiled(one, rows);
    expect(again.value).toBeCloseTo(value, 5);
    expectAll(again.slopes, slopes, 5);
  });

  it("depends neither on the order of rows nor on that of groups, nor on the unit of weights", async () => {
    for (const [, rows] of WORLDS) {
      const { value } = await eager(one, rows);
      const backwards = [...rows.label.keys()].toReversed();
      expect((await eager(one, takeRows(rows, backwards))).value).toBeCloseTo(value, 5);
      const scaled = { ...rows, weight: rows.weight.map((weight) => 0.001 * weight) };
      expect((await eager(one, scaled)).value).toBeCloseTo(value, 5);
      if (one.params?.["shares"] !== undefined) continue;
      const group = rows.group.map((g) => (g < 0 ? -1 : (g + 1) % rows.groups));
      expect((await eager(one, { ...rows, group })).value).toBeCloseTo(value, 5);
    }
  });

  it("counts a row of weight 2 as two rows, and one of weight 0 as none", async () => {
    const rows = drawRows("weights", { weighted: true });
    const repeated = takeRows(
      { ...rows, weight: rows.weight.map(() => 1) },
      [...rows.weight.entries()].flatMap(([row, weight]) =>
        Array.from({ length: 2 * weight }, () => row),
      ),
    );
    expect((await eager(one, rows)).value).toBeCloseTo((await eager(one, repeated)).value, 5);
  });

  it("is finite with an absent group, with groups of one row, with one group, and with none", async () => {
    const rows = drawRows("absent", { rows: 12 });
    const others = [
      { ...rows, group: rows.group.map((g) => (g === 1 ? -1 : g)) },
      { ...rows, group: rows.group.map((_, row) => (row < 3 ? row : -1)) },
      { ...rows, group: rows.group.map(() => 0) },
      { ...rows, group: rows.group.map(() => -1) },
      { ...rows, label: rows.label.map(() => 1) },
      { ...rows, label: rows.label.map(() => 0) },
      { ...rows, weight: rows.weight.map(() => 0) },
      { ...rows, logits: rows.logits.map(() => [0]) },
      { ...rows, logits: rows.logits.map((_, row) => [row % 2 === 0 ? 60 : -60]) },
      takeRows(rows, [0]),
    ];
    for (const other of others) {
      const { value, slopes } = await eager(one, other);
      expect(Number.isFinite(value)).toBe(true);
      expect(slopes.every(Number.isFinite)).toBe(true);
    }
  });

  it.skipIf(NOT_BETWEEN_GROUPS.includes(one.name))("is 0 where groups do not differ", async () => {
    const half = drawRows("alike", { rows: 10, groups: 1 });
    const alike: PlainRows = {
      logits: [...half.logits, ...half.logits],
      label: [...half.label, ...half.label],
      group: [...half.label.map(() => 0), ...half.label.map(() => 1)],
      weight: [...half.weight, ...half.weight],
      groups: 2,
      counterparts: [...half.counterparts, ...half.counterparts],
    };
    const byClass = one.params?.["by"] === "class";
    const rows = byClass
      ? { ...alike, label: alike.group, logits: alike.label.map(() => [0]) }
      : alike;
    expect((await eager(one, rows)).value).toBeCloseTo(0, 6);
    const single = { ...alike, group: alike.group.map(() => 0) };
    if (!byClass) expect((await eager(one, single)).value).toBeCloseTo(0, 6);
  });
});
