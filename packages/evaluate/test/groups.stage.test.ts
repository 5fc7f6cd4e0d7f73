import { join } from "node:path";
import { readFile } from "node:fs/promises";
import {
  categories,
  columnNames,
  columnRoles,
  numbers,
  tableCodec,
  takeRows,
  texts,
} from "@fairline/arrow";
import { groupsStage } from "@fairline/evaluate";
import { metricNames, metricsCodec } from "@fairline/metrics";
import { scratchDirectory, stageContext } from "@fairline/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DOC18, doc18, evaluate, failure, figures, meritModel, table, words } from "./toy.ts";

const SCORED = [0.9, 0.8, 0.4, 0.3, 0.7, 0.2, 0.6, 0.1];
/** Eight rows with scores: women 1 1 0 0, men 1 0 1 0. */
const scored = () =>
  table([
    words("sex", "ffffmmmm", "sensitive"),
    words("hired", "11001010", "label"),
    figures("merit", SCORED, "score"),
  ]);
const bySixty = { kind: "threshold", threshold: 0.6 } as const;
const byMerit = () => meritModel(bySixty, (rows) => numbers(rows, "merit").values);

describe("evaluate/groups on given decisions", () => {
  /* Fairlearn's documented example of 18 rows; also in packages/metrics/test/golden.json. */
  it("gives Fairlearn's documented figures", async () => {
    const { row } = await evaluate(doc18());
    expect(row("selection_rate").value).toBeCloseTo(0.5555555555555556, 12);
    expect(row("accuracy").value).toBeCloseTo(0.4444444444444444, 12);
    expect(row("true_positive_rate", "sex", "b").value).toBeCloseTo(0.6, 12);
    expect(row("demographic_parity_difference", "sex").value).toBeCloseTo(0.25, 12);
    expect(row("demographic_parity_ratio_to_overall", "sex").value).toBeCloseTo(
      0.7407407407407408,
      12,
    );
    expect(row("equal_opportunity_difference", "sex").value).toBeCloseTo(0.2, 12);
    expect(row("equalized_odds_difference", "sex").value).toBeCloseTo(1, 12);
    expect(row("equalized_odds_difference_mean", "sex").value).toBeCloseTo(0.6, 12);
    expect(row("equalized_odds_ratio_mean", "sex").value).toBeCloseTo(1 / 3, 12);
    expect(row("equalized_odds_difference_mean_to_overall", "sex").value).toBeCloseTo(
      0.3833333333333333,
      12,
    );
  });

  it("says on how many rows a figure rests: of the group, and of the smallest group between groups", async () => {
    const { row } = await evaluate(doc18());
    expect(row("count").value).toBe(18);
    expect(row("count", "sex", "a").value).toBe(4);
    expect(row("accuracy").n).toBe(18);
    expect(row("accuracy", "sex", "c").n).toBe(8);
    expect(row("accuracy_difference", "sex").n).toBe(4);
  });

  it("weighs rows by the column with role weight, and counts rows as rows", async () => {
    const weight = [1, 2, 1, 3, 2, 3, 1, 2, 1, 2, 3, 1, 2, 3, 2, 3, 1, 1];
    const { row } = await evaluate(
      table([
        words("sex", DOC18.sex, "sensitive"),
        words("hired", DOC18.hired, "label"),
        words("approved", DOC18.approved, "prediction"),
        figures("weight", weight, "weight"),
      ]),
    );
    expect(row("demographic_parity_difference", "sex").value).toBeCloseTo(0.3, 12);
    expect(row("equal_opportunity_ratio", "sex").value).toBeCloseTo(0.42857142857142855, 12);
    expect(row("count", "sex", "b").value).toBe(6);
  });

  it("weighs the evaluated rows, wherever in the table their split is", async () => {
    // Test rows are the third, fifth and sixth. Selected of them: weights 3 of a, 6 of b, of 3 and 5 + 6.
    const { row } = await evaluate(
      table([
        words("sex", "baaabb", "sensitive"),
        words("hired", "111111", "label"),
        words("approved", "111101", "prediction"),
        words("part", ["train", "train", "test", "validation", "test", "test"], "split"),
        figures("weight", [1, 2, 3, 4, 5, 6], "weight"),
      ]),
    );
    expect(row("selection_rate")).toMatchObject({ value: (3 + 6) / (3 + 5 + 6), n: 3 });
    expect(row("selection_rate", "sex", "b")).toMatchObject({ value: 6 / (5 + 6), n: 2 });
  });

  it("does not depend on the order of the rows, nor on the names of the groups", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...DOC18.sex.keys()], { minLength: 18 }),
        async (order) => {
          const { metrics } = await evaluate(doc18());
          const shuffled = await evaluate(takeRows(doc18(), order));
          expect(shuffled.metrics.rows).toEqual(metrics.rows);
          const renamed = await evaluate(
            table([
              words(
                "sex",
                DOC18.sex.map((name) => `group ${name}`),
                "sensitive",
              ),
              words("hired", DOC18.hired, "label"),
              words("approved", DOC18.approved, "prediction"),
            ]),
          );
          expect(renamed.metrics.rows.map(({ value }) => value)).toEqual(
            metrics.rows.map(({ value }) => value),
          );
        },
      ),
      { numRuns: 10 },
    );
  });

  it("gives NaN with its count where a rate has no denominator, and Fairlearn's 0 beside it on request", async () => {
    // No one in group b is positive.
    const { row } = await evaluate(
      table([
        words("sex", "aaaabb", "sensitive"),
        words("hired", "110000", "label"),
        words("approved", "101010", "prediction"),
      ]),
      { convention: "fairlearn" },
    );
    expect(row("true_positive_rate", "sex", "b")).toMatchObject({ value: Number.NaN, n: 0 });
    expect(row("equal_opportunity_difference", "sex")).toMatchObject({ value: Number.NaN, n: 2 });
    expect(row("equalized_odds_difference", "sex")).toMatchObject({ value: Number.NaN, n: 2 });
    expect(row("fairlearn:true_positive_rate", "sex", "b").value).toBe(0);
    expect(row("fairlearn:equal_opportunity_difference", "sex").value).toBe(0.5);
    expect(row("fairlearn:equalized_odds_ratio_mean", "sex").value).toBe(0.5);
  });

  it("leaves a group without a rate out of a comparison of the others, and tells the smallest group used", async () => {
    // True positive rates: a 1/2 of 2, b none of 0, c 3/3; b is the smallest but is not used.
    const { row } = await evaluate(
      table([
        words("sex", "aaabccccc", "sensitive"),
        words("hired", "110011100", "label"),
        words("approved", "101111100", "prediction"),
      ]),
    );
    expect(row("equal_opportunity_difference", "sex")).toMatchObject({ value: 0.5, n: 2 });
    expect(row("demographic_parity_difference", "sex").n).toBe(1);
  });

  it("has no gap to report for one group", async () => {
    const { row } = await evaluate(takeRows(doc18(), [0, 1, 4]));
    expect(row("demographic_parity_difference", "sex").value).toBeNaN();
    expect(row("differential_fairness", "sex").value).toBeNaN();
    expect(row("selection_rate", "sex", "b").value).toBeCloseTo(1 / 3, 12);
  });
});

describe("evaluate/groups on scores", () => {
  it("decides by the threshold, and measures the scores", async () => {
    const { row, predictions, metrics } = await evaluate(scored(), { threshold: 0.6 });
    // Selected: .9 .8 of the women, .7 .6 of the men.
    expect(row("selection_rate", "sex", "f").value).toBe(0.5);
    expect(row("true_positive_rate", "sex", "m").value).toBe(1);
    expect(row("auc", "sex", "f").value).toBe(1);
    // Positives .9 .8 .7 .6 all above negatives .4 .3 .2 .1.
    expect(row("auc").value).toBe(1);
    expect(row("brier", "sex", "m").value).toBeCloseTo((0.09 + 0.04 + 0.16 + 0.01) / 4, 12);
    expect(texts(predictions, "prediction").values.join("")).toBe("11001010");
    expect(metrics.about.details).toMatchObject({ decidedBy: "score", threshold: 0.6 });
  });

  it("gives every metric it promises, and no other, where everything is known", async () => {
    for (const convention of ["fairline", "fairlearn"] as const) {
      const { metrics } = await evaluate(scored(), { convention });
      const given = new Set(metrics.rows.map(({ metric }) => metric));
      const offered = groupsStage.metrics?.(groupsStage.params.parse({ convention }));
      const promised = offered!.map((metric) =>
        typeof metric === "string" ? metric : metric.name,
      );
      expect([...given].sort()).toEqual(promised.toSorted());
      expect(promised).toEqual(metricNames(convention));
    }
  });

  it("leaves out the metrics of scores where there are none", async () => {
    const { metrics } = await evaluate(doc18());
    const names = metrics.rows.map(({ metric }) => metric);
    expect(names.some((name) => /auc|log_loss|brier/.test(name))).toBe(false);
  });

  it("compares only selection where there is no label", async () => {
    const { metrics, context } = await evaluate(
      table([
        words("sex", DOC18.sex, "sensitive"),
        words("approved", DOC18.approved, "prediction"),
      ]),
    );
    const overall = metrics.rows.filter(({ attribute }) => attribute === null);
    expect(overall.map(({ metric }) => metric)).toEqual(["count", "selection_rate"]);
    expect(metrics.about.label).toBeNull();
    expect(context.logged).toContainEqual({
      level: "info",
      message: "there is no label: only the rates of selection are compared, not their errors",
    });
  });

  it("compares only base rates where nothing was decided, and warns", async () => {
    const { metrics, context, row, predictions } = await evaluate(
      table([words("sex", DOC18.sex, "sensitive"), words("hired", DOC18.hired, "label")]),
    );
    const overall = metrics.rows.filter(({ attribute }) => attribute === null);
    expect(overall.map(({ metric }) => metric)).toEqual(["count", "base_rate"]);
    // Hired: 2 of 4, 5 of 6, 5 of 8.
    expect(row("base_rate_difference", "sex").value).toBeCloseTo(5 / 6 - 2 / 4, 12);
    expect(columnNames(predictions)).toEqual(["sex", "hired"]);
    expect(context.logged[0]).toEqual({
      level: "warn",
      message:
        "there is no model, no prediction and no score: only the base rates of the labels are compared",
    });
  });
});

describe("evaluate/groups with a model", () => {
  const withSplits = () =>
    table([
      words("sex", "ffffmmmm", "sensitive"),
      words("hired", "11001010", "label"),
      figures("merit", SCORED, "feature"),
      words(
        "part",
        ["train", "test", "test", "test", "test", "test", "train", "validation"],
        "split",
      ),
    ]);

  it("decides on the test rows by the model's rule", async () => {
    const { model, disposed } = byMerit();
    const { predictions, metrics, row } = await evaluate(withSplits(), {}, { model });
    expect(columnNames(predictions)).toEqual([
      "sex",
      "hired",
      "merit",
      "part",
      "score",
      "prediction",
    ]);
    expect([...numbers(predictions, "score").values]).toEqual([0.8, 0.4, 0.3, 0.7, 0.2]);
    expect(texts(predictions, "prediction").values.join("")).toBe("10010");
    expect(columnRoles(predictions, "score")).toEqual(["score"]);
    expect(columnRoles(predictions, "prediction")).toEqual(["prediction"]);
    expect(row("accuracy")).toMatchObject({ value: 1, n: 5, split: "test" });
    expect(metrics.about.splits).toEqual({ train: 2, validation: 1, test: 5 });
    expect(metrics.about.model).toEqual({
      features: ["merit"],
      positive: "1",
      negative: "0",
      rule: bySixty,
    });
    expect(disposed.times).toBe(1);
  });

  it("decides by a group's threshold where the rule says so", async () => {
    const rule = {
      kind: "group-thresholds",
      attribute: "sex",
      thresholds: { f: 0.9, m: 0.1 },
      otherwise: 0.5,
    } as const;
    const { model } = meritModel(rule, (rows) => numbers(rows, "merit").values);
    const { predictions } = await evaluate(withSplits(), { split: "all" }, { model });
    expect(texts(predictions, "prediction").values.join("")).toBe("10001111");
  });

  it("takes the place of decisions in the table", async () => {
    const { model } = byMerit();
    const given = table([
      words("sex", "ffffmmmm", "sensitive"),
      words("hired", "11001010", "label"),
      words("approved", "00000000", "prediction"),
      figures("merit", SCORED, "feature"),
    ]);
    const { predictions, metrics } = await evaluate(given, {}, { model });
    expect(columnRoles(predictions, "approved")).toEqual([]);
    expect(texts(predictions, "prediction").values.join("")).toBe("11001010");
    expect(metrics.about.details).toMatchObject({ decidedBy: "model", threshold: null });
  });

  it("hands on what the model's training warned of", async () => {
    const { model } = byMerit();
    const hurried = { ...model, warnings: ["it has not converged"] };
    const { metrics } = await evaluate(withSplits(), {}, { model: hurried });
    expect(metrics.about.model).toMatchObject({ warnings: ["it has not converged"] });
    const plain = await evaluate(withSplits(), {}, { model });
    expect(plain.metrics.about.model).not.toHaveProperty("warnings");
  });

  it("warns of values that the model has not learnt from", async () => {
    const { model } = byMerit();
    const context = stageContext();
    const strange = { ...model, unfamiliarValues: () => "some are strange" };
    await evaluate(withSplits(), {}, { model: strange, context });
    expect(context.logged).toContainEqual({ level: "warn", message: "some are strange" });
  });

  it("is opened on the stage's backend, and freed also when the stage fails", async () => {
    const { model, disposed } = byMerit();
    const opened: string[] = [];
    const run = groupsStage.run({
      inputs: {
        data: { read: () => Promise.resolve(withSplits()) },
        model: {
          open: (backend: string) => {
            opened.push(backend);
            return Promise.resolve(model);
          },
        },
      },
      params: groupsStage.params.parse({ attributes: ["age"] }),
      context: stageContext({ backend: "wasm" }),
    });
    expect(await failure(run)).toMatchObject({ code: "COLUMN_MISSING" });
    expect(opened).toEqual(["wasm"]);
    expect(disposed.times).toBe(1);
  });

  it("must know the positive class by the same word", async () => {
    const { model } = byMerit();
    const call = evaluate(
      table([words("sex", ["f", "m"], "sensitive")], { positive: "yes" }),
      {},
      { model },
    );
    expect(await failure(call)).toEqual({
      code: "VALUE_INVALID",
      message: `the model's positive class is "1", the table's is "yes"`,
      hint: "Evaluate the model on a table with the labels that it was trained on.",
    });
  });
});

describe("evaluate/groups in a pipeline", () => {
  const params = { intervals: { method: "bootstrap", replicates: 200 } };

  it("gives the same bytes for the same seed", async () => {
    const folder = scratchDirectory();
    for (const name of ["a", "b"]) {
      const { metrics, predictions } = await evaluate(scored(), params);
      await metricsCodec.write(metrics, join(folder, name));
      await tableCodec.write(predictions, join(folder, `${name}.arrow`));
    }
    for (const [a, b] of [
      ["a/metrics.json", "b/metrics.json"],
      ["a/metrics.arrow", "b/metrics.arrow"],
      ["a.arrow", "b.arrow"],
    ] as const) {
      expect(await readFile(join(folder, a))).toEqual(await readFile(join(folder, b)));
    }
  });

  it("gives other intervals, and the same figures, for another seed", async () => {
    const first = await evaluate(scored(), params);
    const context = stageContext({ seed: "f".repeat(64) });
    const second = await evaluate(scored(), params, { context });
    const highs = (rows: readonly { high: number }[]): number[] => rows.map(({ high }) => high);
    expect(highs(second.metrics.rows)).not.toEqual(highs(first.metrics.rows));
    expect(second.metrics.rows.map(({ value }) => value)).toEqual(
      first.metrics.rows.map(({ value }) => value),
    );
  });

  it("writes nothing but plain JSON about its figures", async () => {
    const { metrics } = await evaluate(scored(), params);
    expect(JSON.parse(JSON.stringify(metrics.about))).toEqual(metrics.about);
    expect(metrics.about).toMatchInlineSnapshot(`
      {
        "attributes": [
          {
            "columns": [
              "sex",
            ],
            "groups": [
              {
                "name": "f",
                "rows": 4,
                "values": [
                  "f",
                ],
              },
              {
                "name": "m",
                "rows": 4,
                "values": [
                  "m",
                ],
              },
            ],
            "name": "sex",
            "within": null,
          },
        ],
        "details": {
          "convention": "fairline",
          "decidedBy": "score",
          "rows": 8,
          "split": "all",
          "stage": "evaluate/groups",
          "threshold": 0.5,
          "weighted": false,
        },
        "intervals": {
          "level": 0.95,
          "method": "bootstrap",
          "replicates": 200,
        },
        "label": "hired",
        "model": null,
        "positive": "1",
        "source": null,
        "splits": {
          "all": 8,
        },
        "task": "binary",
      }
    `);
  });

  it("points out missing values and small groups, and drops neither", async () => {
    const { context, row } = await evaluate(
      table([
        words("sex", ["f", null, "f", "m"], "sensitive"),
        words("hired", "1100", "label"),
        words("approved", "1010", "prediction"),
      ]),
      { "min-group": 2 },
    );
    expect(context.logged).toEqual([
      {
        level: "warn",
        message:
          "its accuracy of 50.0 % is not above the 50.0 % of deciding the more frequent label for every row",
      },
      {
        level: "warn",
        message: `"sex" is missing in 1 row; they are reported as group "(missing)"`,
      },
      {
        level: "warn",
        message: `"sex" has groups of fewer than 2 rows, whose figures are uncertain: "m" (1), "(missing)" (1)`,
      },
      {
        level: "warn",
        message: `"sex" has groups of fewer than 2 rows with a positive label, whose rates among those are uncertain: "f" (1)`,
      },
      {
        level: "warn",
        message: `"sex" has groups of fewer than 2 rows with a negative label, whose rates among those are uncertain: "f" (1)`,
      },
    ]);
    expect(row("count", "sex", "(missing)").value).toBe(1);
  });

  it("points out groups of fewer than 30 rows where not told otherwise, and not one of 30", async () => {
    const sex = [...Array<string>(29).fill("f"), ...Array<string>(30).fill("m")];
    const { context } = await evaluate(
      table([words("sex", sex, "sensitive"), words("approved", "1".repeat(59), "prediction")]),
    );
    expect(context.logged.filter(({ level }) => level === "warn")).toEqual([
      { level: "warn", message: "every row has the same decision: everybody is selected" },
      {
        level: "warn",
        message: `"sex" has groups of fewer than 30 rows, whose figures are uncertain: "f" (29)`,
      },
    ]);
  });

  it("names the stratum of a small group", async () => {
    const { context } = await evaluate(
      table([
        words("sex", "ffmm", "sensitive"),
        words("town", "xyxx"),
        words("approved", "1010", "prediction"),
      ]),
      { within: "town", "min-group": 1 },
    );
    expect(context.logged.filter(({ level }) => level === "warn")).toEqual([]);
    const strict = await evaluate(
      table([
        words("sex", "ffmm", "sensitive"),
        words("town", "xyxx"),
        words("approved", "1010", "prediction"),
      ]),
      { within: "town", "min-group": 2 },
    );
    expect(strict.context.logged.map(({ message }) => message)).toContain(
      `"sex within town=y" has groups of fewer than 2 rows, whose figures are uncertain: "f" (1)`,
    );
  });

  it("keeps the table's own prediction column", async () => {
    const { predictions } = await evaluate(doc18());
    expect(columnNames(predictions)).toEqual(["sex", "hired", "approved"]);
    expect(categories(predictions, "approved").values).toEqual(["0", "1"]);
  });

  it("stops when the run is cancelled", async () => {
    const context = stageContext({ signal: AbortSignal.abort(new Error("cancelled")) });
    expect(await failure(evaluate(scored(), params, { context }))).toMatchObject({
      message: "cancelled",
    });
  });

  it("tells how far it is", async () => {
    const { context } = await evaluate(scored(), params);
    expect(context.progressed).toEqual([
      { done: 0, total: 200, note: "resampling rows" },
      { done: 100, total: 200, note: "resampling rows" },
    ]);
  });

  it("refuses a parameter it does not know", () => {
    expect(groupsStage.params.safeParse({ atributes: ["sex"] }).error?.issues[0]).toMatchObject({
      code: "unrecognized_keys",
      keys: ["atributes"],
    });
    expect(
      groupsStage.params.safeParse({ intervals: { level: 95 } }).error?.issues[0]?.path,
    ).toEqual(["intervals", "level"]);
  });

  it("refuses groupings that its parameters alone show to be none", () => {
    const problems = (given: object): string[] =>
      (groupsStage.params.safeParse(given).error?.issues ?? []).map(
        ({ path, message }) => `${path.join(".")}: ${message}`,
      );
    expect(problems({ attributes: ["sex"], intersections: true })).toEqual([
      "intersections: attributes must name two columns or more to be crossed",
    ]);
    expect(problems({ attributes: ["sex", "sex"], intersections: [["sex", "sex"]] })).toEqual([
      'attributes.1: "sex" is named twice',
      'intersections.0.1: "sex" is named twice',
    ]);
    expect(problems({ attributes: ["sex"], intersections: [["sex", "race"]] })).toEqual([]);
    expect(problems({ intersections: true })).toEqual([]);
  });
});
