import { describe, expect, it } from "vitest";
import { evaluate, figures, table, words } from "./toy.ts";

const repeat = (text: string, times: number): string[] => Array<string>(times).fill(text);
const column = (...parts: readonly (readonly [text: string, times: number])[]): string[] =>
  parts.flatMap(([text, times]) => repeat(text, times));

describe("what a figure of evaluate/groups rests on", () => {
  it("are the rows of its denominator, and between groups those of the smallest group", async () => {
    // f: 6 rows, 4 positive, 3 selected. m: 4 rows, 1 positive, 2 selected.
    const { row } = await evaluate(
      table([
        words("sex", "ffffffmmmm", "sensitive"),
        words("hired", "1111001000", "label"),
        words("approved", "1100101100", "prediction"),
      ]),
    );
    const n = (metric: string, group: string | null): number => row(metric, "sex", group).n;
    expect([n("selection_rate", "f"), n("selection_rate_difference", null)]).toEqual([6, 4]);
    expect([n("true_positive_rate", "f"), n("equal_opportunity_difference", null)]).toEqual([4, 1]);
    expect([n("false_positive_rate", "f"), n("false_positive_rate", "m")]).toEqual([2, 3]);
    expect([n("positive_predictive_value", "f"), n("negative_predictive_value", "m")]).toEqual([
      3, 2,
    ]);
    // F1 divides by rows that are positive by label or prediction; balanced accuracy by either label.
    expect([n("f1", "f"), n("balanced_accuracy", "f"), n("matthews_correlation", "f")]).toEqual([
      5, 2, 6,
    ]);
    expect(n("equalized_odds_difference", null)).toBe(1);
    expect(row("true_positive_rate")).toMatchObject({ n: 5 });
  });

  it("has the effective number of weighted rows beside it, without rows of weight 0", async () => {
    const { row } = await evaluate(
      table([
        words("sex", "ffffmm", "sensitive"),
        words("approved", "110010", "prediction"),
        figures("weight", [3, 1, 1, 0, 2, 2], "weight"),
      ]),
    );
    // Kish: (3 + 1 + 1)^2 / (9 + 1 + 1).
    const ofWomen = row("selection_rate", "sex", "f");
    expect(ofWomen.n).toBe(3);
    expect(ofWomen.effective).toBeCloseTo(25 / 11, 12);
    expect(row("selection_rate", "sex", "m").effective).toBe(2);
    expect(row("selection_rate_difference", "sex")).toMatchObject({ n: 2, effective: 2 });
    expect(row("count", "sex", "f").value).toBe(4);
  });

  it("says which groups it does not cover", async () => {
    const { row } = await evaluate(
      table([
        words("sex", column(["a", 4], ["b", 4], ["c", 2]), "sensitive"),
        words("hired", "1100110000", "label"),
        words("approved", "1010101010", "prediction"),
      ]),
      { convention: "fairlearn" },
    );
    expect(row("equal_opportunity_difference", "sex").uncovered).toEqual(["c"]);
    expect(row("equalized_odds_difference", "sex").uncovered).toEqual(["c"]);
    expect(row("equalized_odds_difference", "sex").value).toBe(0);
    expect(row("demographic_parity_difference", "sex")).not.toHaveProperty("uncovered");
    // Fairlearn takes a rate without a denominator for 0.
    expect(row("fairlearn:equal_opportunity_difference", "sex")).not.toHaveProperty("uncovered");
    expect(row("fairlearn:equal_opportunity_difference", "sex").low).toBeNaN();
  });
});

describe("answers that say little", () => {
  const messages = async (...columns: Parameters<typeof table>[0]) => {
    const { context, metrics } = await evaluate(table(columns), { "min-group": 0 });
    const logged = context.logged.map(({ message }) => message);
    expect(metrics.about.degenerate ?? []).toEqual(logged);
    return { logged, rows: metrics.rows };
  };
  const sex = words("sex", "ffmm", "sensitive");

  it("are one decision for everybody, said of every figure of decisions", async () => {
    const { logged, rows } = await messages(
      sex,
      words("hired", "1001", "label"),
      words("approved", "0000", "prediction"),
    );
    const clause = "every row has the same decision: nobody is selected";
    expect(logged).toEqual([clause]);
    for (const { metric, degenerate = "" } of rows) {
      const isOfData = metric === "count" || /^(base_rate|label_)/.test(metric);
      expect(degenerate.includes(clause), metric).toBe(!isOfData);
    }
  });

  it("are one score for everybody, or for most", async () => {
    const hired = words("hired", "1001", "label");
    const same = await messages(sex, hired, figures("score", [0.5, 0.5, 0.5, 0.5], "score"));
    expect(same.logged).toContain("every row has the same score, 0.5");
    const most = await messages(sex, hired, figures("score", [0.25, 0.25, 0.25, 1], "score"));
    expect(most.logged).toContain("75.0 % of the rows have the same score, 0.25");
    const flawed = most.rows.filter(({ degenerate }) => degenerate?.includes("same score"));
    expect(flawed.map(({ metric }) => metric)).toContain("auc");
    expect(flawed.map(({ metric }) => metric)).not.toContain("selection_rate");
    const half = await messages(sex, hired, figures("score", [0.9, 0.25, 0.25, 0.95], "score"));
    expect(half.logged).toEqual([]);
  });

  it("are an accuracy that one decision for everybody would reach, said of it alone", async () => {
    const { logged, rows } = await messages(
      sex,
      words("hired", "1000", "label"),
      words("approved", "0100", "prediction"),
    );
    expect(logged).toEqual([
      "its accuracy of 50.0 % is not above the 75.0 % of deciding the more frequent label for every row",
    ]);
    const flawed = rows.filter(({ degenerate }) => degenerate !== undefined);
    expect(flawed).toMatchObject([{ metric: "accuracy", attribute: null }]);
  });

  it("are not seen where nothing was decided, nor in one row", async () => {
    const undecided = await evaluate(table([sex, words("hired", "1001", "label")]));
    expect(undecided.metrics.about).not.toHaveProperty("degenerate");
    const one = [words("sex", "f", "sensitive"), figures("score", [0.5], "score")];
    const { degenerate } = (await evaluate(table(one))).metrics.about;
    expect(degenerate).toEqual(["every row has the same decision: everybody is selected"]);
  });
});

describe("names of groups", () => {
  const warnings = async (names: readonly string[]): Promise<readonly string[]> => {
    const { context } = await evaluate(
      table([
        words("sex", names, "sensitive"),
        words(
          "approved",
          names.map((_, row) => String(row % 2)),
          "prediction",
        ),
      ]),
      { "min-group": 0 },
    );
    return context.logged.filter(({ level }) => level === "warn").map(({ message }) => message);
  };

  it("that differ by blanks, case or Unicode form are pointed out with the step that mends them", async () => {
    expect(await warnings(["Male", "Male", " Male", "male", "Female"])).toEqual([
      `"sex" has groups whose names differ only by case, blanks or Unicode form: "Male" and "male" and " Male"; if they are one, put them together in a clean stage (map-values: { sex: { "male": "Male", " Male": "Male" } })`,
    ]);
    expect((await warnings([" Male", "Male", "Female"]))[0]).toContain(`{ " Male": "Male" }`);
    const [accents] = await warnings(["Ren\u00e9", "Ren\u00e9", "Rene\u0301", "x"]);
    expect(accents).toContain(`"Ren\u00e9" and "Rene\\u0301"`);
    const [blank] = await warnings(["a b", "a b", "a\u00a0b"]);
    expect(blank).toContain(`"a\\u00a0b": "a b"`);
  });

  it("that differ otherwise are not", async () => {
    expect(await warnings(["Male", "Female", "18-25", "18 - 25"])).toEqual([]);
  });
});
