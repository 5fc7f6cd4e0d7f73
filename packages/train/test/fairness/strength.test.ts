import { binaryLabels, categories, numbers, rowsOfSplit, withRoles } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { stageContext } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { FAIRNESS_TERMS } from "../../src/fairness/catalog.ts";
import { mlpStage } from "../../src/index.ts";
import { trained } from "../trained.ts";
import { unequalWorld } from "./world.ts";

const quick = {
  hidden: [8],
  epochs: 25,
  batch: 100,
  "learning-rate": 0.02,
  "early-stopping": false,
} as const;

const world = unequalWorld();
/** Without sex a network cannot tell the groups apart: it has to choose whom to fit. */
const blindContrary = withRoles(unequalWorld({ contrary: true }), "sex", ["sensitive"]);

interface Outcome {
  /** The penalty on the training rows in the last epoch. */
  readonly penalty: number;
  /** Distance between the mean scores of women and men. */
  readonly gap: number;
  /** Distance between their shares of scores of 1/2 and more. */
  readonly decisionGap: number;
  /** The higher of their mean log losses. */
  readonly worstLoss: number;
}

/** Trains under some methods, and looks at the training rows. */
async function outcome(
  fairness: unknown,
  table: Table = world,
  epochs: number = quick.epochs,
): Promise<Outcome> {
  const params = { ...quick, epochs, ...(fairness === undefined ? {} : { fairness }) };
  const context = stageContext({ backend: "onnx" });
  const { model, history } = await trained(mlpStage, table, params, context);
  const scores = await model.score(table);
  const labels = binaryLabels(table);
  const { codes } = categories(table, "sex");
  const rows = [...rowsOfSplit(table, "train")];
  const means = (value: (row: number) => number): number[] =>
    [0, 1].map((code) => {
      const own = rows.filter((row) => codes[row] === code);
      return own.reduce((sum, row) => sum + value(row), 0) / own.length;
    });
  const distance = (value: (row: number) => number): number => {
    const [a, b] = means(value);
    return Math.abs(a! - b!);
  };
  const splits = categories(history, "split");
  const last = [...splits.codes.keys()].findLast(
    (row) => splits.values[splits.codes[row]!] === "train",
  )!;
  model.dispose();
  return {
    penalty: numbers(history, "penalty").values[last]!,
    gap: distance((row) => scores[row]!),
    decisionGap: distance((row) => Number(scores[row]! >= 0.5)),
    worstLoss: Math.max(
      ...means((row) => -Math.log(labels[row] === 1 ? scores[row]! : 1 - scores[row]!)),
    ),
  };
}

/** A strength that leaves the penalty about as large as without it, and one that holds it down. */
const STRENGTHS: Readonly<Record<string, readonly [number, number]>> = {
  hsic: [1e-3, 100],
  "label-score-product": [1e-3, 3],
  "loss-gap": [1e-3, 5],
  mmd: [1e-3, 10],
  "mutual-information": [1e-3, 30],
  "statistic-ratio": [1e-3, 2],
};

describe("raising the strength", () => {
  const penalties = FAIRNESS_TERMS.filter(({ kind }) => kind === "penalty");
  it.each(penalties.map(({ name }) => name))("at least halves %s", async (penalty) => {
    const [weak, strong] = STRENGTHS[penalty] ?? [1e-3, 3];
    // Groups that are alike but for their rates have losses alike.
    const table = penalty === "loss-gap" ? blindContrary : world;
    const before = await outcome({ penalty, strength: weak }, table);
    const after = await outcome({ penalty, strength: strong }, table);
    expect(before.penalty).toBeGreaterThan(0);
    expect(after.penalty).toBeLessThan(before.penalty / 2);
  });

  it.each(["demographic-parity", "equalized-odds"])(
    "of the other forms of %s lowers the gap of mean scores as well",
    async (penalty) => {
      const before = await outcome(undefined);
      for (const form of ["squared", "worst-pair"]) {
        const { gap } = await outcome({ penalty, form, strength: form === "squared" ? 30 : 3 });
        expect(gap).toBeLessThan(before.gap / 2);
      }
    },
  );
});

describe("methods", () => {
  it.each([
    { epochs: 25, method: "adversarial-projection", strength: 1 },
    { epochs: 80, method: "gradient-reversal", strength: 2 },
    { epochs: 40, method: "laftr", strength: 40 },
  ])("against an opponent lower the gap of mean scores: $method", async ({ epochs, ...method }) => {
    const before = await outcome(undefined);
    const after = await outcome(method, world, epochs);
    expect(before.gap).toBeGreaterThan(0.3);
    expect(after.gap).toBeLessThan(0.7 * before.gap);
  });

  it("of constraints lower the gap of decisions: proxy-lagrangian", async () => {
    const before = await outcome(undefined);
    const after = await outcome({ method: "proxy-lagrangian" }, world, 80);
    expect(before.decisionGap).toBeGreaterThan(0.3);
    expect(after.decisionGap).toBeLessThan(before.decisionGap / 2);
  });

  it.each([{ method: "worst-group" }, { method: "group-dro", rate: 0.3 }])(
    "that look at the worst group lower its loss, where one group is not like the other: $method",
    async (method) => {
      const before = await outcome(undefined, blindContrary);
      const after = await outcome(method, blindContrary);
      expect(after.worstLoss).toBeLessThan(before.worstLoss - 0.05);
    },
  );

  it("stand together, each with its own attribute", async () => {
    const before = await outcome(undefined);
    const { gap } = await outcome([
      { method: "label-smoothing" },
      { method: "group-weights", attribute: "sex" },
      { penalty: "demographic-parity", strength: 2, attribute: ["sex"] },
      { penalty: "covariance", strength: 0.5 },
      { method: "fgsm", size: 0.05 },
    ]);
    expect(gap).toBeLessThan(before.gap / 2);
  });
});
