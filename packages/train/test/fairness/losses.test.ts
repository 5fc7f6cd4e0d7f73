import { describe, expect, it } from "vitest";
import { FAIRNESS_TERMS } from "../../src/fairness/catalog.ts";
import { meanLoss, rowLoss, worstGroup } from "./references.ts";
import { drawRows, factsOf, probabilities } from "./rows.ts";
import type { PlainRows } from "./rows.ts";
import { centralDifferences, compiled, eager, title, WORLDS } from "./term-value.ts";
import type { Case } from "./term-value.ts";

const balanced =
  (by: "classes" | "groups") =>
  (loss: number, rows: PlainRows, row: number): number => {
    const parts = factsOf(rows)[by];
    const code = (by === "classes" ? rows.label : rows.group)[row]!;
    return code < 0 ? loss : loss / (parts.length * parts[code]!.share);
  };

const CASES: readonly Case[] = [
  { name: "focal", reference: meanLoss((loss) => (1 - Math.exp(-loss)) ** 2 * loss) },
  { name: "focal", params: { gamma: 0 }, reference: meanLoss((loss) => loss) },
  {
    name: "focal",
    params: { gamma: 0.5 },
    reference: meanLoss((loss) => Math.sqrt(1 - Math.exp(-loss)) * loss),
  },
  {
    name: "label-smoothing",
    params: { share: 0.3 },
    reference: meanLoss((loss, rows, row) => {
      const evenly = probabilities(rows.logits[row]!).map((score) => -Math.log(score));
      return 0.7 * loss + (0.3 * evenly.reduce((sum, each) => sum + each, 0)) / evenly.length;
    }),
  },
  { name: "class-weights", reference: meanLoss(balanced("classes")) },
  {
    name: "class-weights",
    params: { weights: { 1: 3 } },
    reference: meanLoss((loss, { label }, row) => (label[row] === 1 ? 3 * loss : loss)),
  },
  { name: "group-weights", reference: meanLoss(balanced("groups")) },
  {
    name: "group-weights",
    params: { weights: { 0: 0, 1: 2 } },
    reference: meanLoss((loss, { group }, row) => ([0, 2][group[row]!] ?? 1) * loss),
  },
  { name: "worst-group", reference: worstGroup },
];

describe("other losses of rows and averages", () => {
  it("have a case each", () => {
    const names = FAIRNESS_TERMS.filter(({ kind }) => kind === "row-loss").map(({ name }) => name);
    expect(new Set(CASES.map(({ name }) => name))).toEqual(new Set([...names, "worst-group"]));
  });
});

describe.each(CASES.map((one) => [title(one), one] as const))("%s", (_, one) => {
  it.each(WORLDS)("has the value and the gradient of its definition: %s", async (__, rows) => {
    const { value, slopes } = await eager(one, rows);
    expect(value).toBeCloseTo(one.reference(rows), 5);
    const expected = centralDifferences(one.reference, rows);
    const again = await compiled(one, rows);
    expect(again.value).toBeCloseTo(value, 5);
    for (const [i, slope] of expected.entries()) {
      expect(slopes[i]).toBeCloseTo(slope, 4);
      expect(again.slopes[i]).toBeCloseTo(slope, 4);
    }
  });

  it("is finite where a group, a class or all weight is missing, and for scores of 0 and 1", async () => {
    const rows = drawRows("absent", { rows: 12 });
    const others = [
      { ...rows, group: rows.group.map((g) => (g === 1 ? -1 : g)) },
      { ...rows, group: rows.group.map(() => -1) },
      { ...rows, label: rows.label.map(() => 1) },
      { ...rows, logits: rows.logits.map((__, row) => [row % 2 === 0 ? 60 : -60]) },
    ];
    for (const other of others) {
      const { value, slopes } = await eager(one, other);
      expect(Number.isFinite(value)).toBe(true);
      expect(slopes.every(Number.isFinite)).toBe(true);
    }
  });
});

describe("class-weights", () => {
  it("gives both classes the same total weight, and rows a mean factor of 1", async () => {
    const rows: PlainRows = {
      ...drawRows("unit", { rows: 4, groups: 1 }),
      logits: [[0], [0], [0], [0]],
      label: [1, 0, 0, 0],
      weight: [1, 1, 1, 1],
    };
    // Every row costs log 2; the factors are 4 / (2 * 1) and 4 / (2 * 3), whose mean is 1.
    const { value } = await eager({ name: "class-weights", reference: () => 0 }, rows);
    expect(value).toBeCloseTo(Math.LN2, 6);
    expect(rowLoss(rows, 0)).toBeCloseTo(Math.LN2, 12);
  });
});
