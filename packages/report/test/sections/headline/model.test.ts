import { describe, expect, it } from "vitest";
import { sentenceText } from "../../../src/format/sentence.ts";
import { buildReport, type ReportInput } from "../../../src/report.ts";
import { headlineModel } from "../../../src/sections/headline/model.ts";
import {
  about,
  auditWorld,
  departmentsWorld,
  matrixWorld,
  metricRow,
  sparseWorld,
} from "../../worlds.ts";

describe("headlineModel", () => {
  it("says in the summary what the figures say", () => {
    const texts = (world: ReturnType<typeof auditWorld>): readonly string[] =>
      headlineModel(buildReport(world)).sentences.map((sentence) =>
        sentenceText(sentence).replaceAll("\u00a0", " "),
      );
    expect(texts(auditWorld())).toMatchInlineSnapshot(`
      [
        "By sex, “Female” is selected 15.5 points less often than “Male” (95 % interval 14.1 to 17.2).",
      ]
    `);
    expect(texts(matrixWorld()).slice(0, 2)).toMatchInlineSnapshot(`
      [
        "By sex, with strength=0, “Female” is selected 17.3 points less often than “Male” (95 % interval 15.9 to 18.9; mean of 3 seeds).",
        "The smallest gap of the matrix is 0.3 points, with strength=3, at accuracy 72.6 % instead of 76.8 %.",
      ]
    `);
    expect(texts(sparseWorld())).toMatchInlineSnapshot(`
      [
        "By age band, “18–24”, the lowest of 4 groups, is selected 100.0 points less often than “65 and over” (no interval was computed). The smallest group has only 3 rows: read this with care.",
        "By region, the demographic parity difference is undefined: fewer than two groups have a figure.",
      ]
    `);
    expect(texts(departmentsWorld())).toMatchInlineSnapshot(`
      [
        "By sex, the demographic parity difference ranges from 10.0 points, with department=B, to 40.0 points, with department=A.",
      ]
    `);
  });

  it("says what the best gap of the matrix costs, of differences and of ratios", () => {
    const said = (options: Partial<ReportInput["options"]>): string => {
      const world = matrixWorld();
      const [, trade] = headlineModel(
        buildReport({ ...world, options: { ...world.options, attributes: ["sex"], ...options } }),
      ).sentences;
      return sentenceText(trade!).replaceAll("\u00a0", " ");
    };
    expect([
      said({}),
      said({ gap: "demographic_parity_ratio" }),
      said({ reference: { strength: 3 } }),
      said({ reference: { strength: 3 }, gap: "demographic_parity_ratio" }),
    ]).toMatchInlineSnapshot(`
      [
        "The smallest gap of the matrix is 0.3 points, with strength=3, at accuracy 72.6 % instead of 76.8 %.",
        "The largest ratio of the matrix is 0.984, with strength=3, at accuracy 72.6 % instead of 76.8 %.",
        "No other setting has a smaller gap than the reference.",
        "No other setting has a larger ratio than the reference.",
      ]
    `);
  });

  it("says all about one further attribute in one sentence", () => {
    const { sentences } = headlineModel(buildReport(matrixWorld()));
    expect(sentences.slice(2).map((part) => sentenceText(part).replaceAll("\u00a0", " ")))
      .toMatchInlineSnapshot(`
      [
        "By race, with strength=0, the demographic parity difference is 12.9 points (95 % interval 0.0 to 35.3; mean of 3 seeds). The smallest group has only 24 rows: read this with care. The smallest gap of the matrix is 5.4 points, with strength=3, at accuracy 72.6 % instead of 76.8 %.",
        "By sex × race, with strength=0, the demographic parity difference is 28.8 points (95 % interval 1.2 to 67.7; mean of 3 seeds). The smallest group has only 8 rows: read this with care. The smallest gap of the matrix is 19.9 points, with strength=3, at accuracy 72.6 % instead of 76.8 %.",
      ]
    `);
  });

  it("ranges over settings that are no alternatives, without those whose gap is undefined", () => {
    const world = departmentsWorld();
    const rows = (gap: number, i: number): ReportInput["metrics"][number] => ({
      point: { department: `D${String(i)}` },
      value: {
        about: {
          ...about,
          attributes: [
            {
              name: "sex",
              columns: ["sex"],
              within: null,
              groups: [{ name: "F", values: ["F"], rows: i }],
            },
          ],
        },
        rows: [
          metricRow({ metric: "demographic_parity_difference", attribute: "sex", value: gap }),
        ],
      },
    });
    const said = (gaps: readonly number[]): readonly string[] =>
      headlineModel(buildReport({ ...world, metrics: gaps.map(rows) })).sentences.map((part) =>
        sentenceText(part).replaceAll("\u00a0", " "),
      );
    expect(said([0.2, NaN, 0.1, 0.3])).toEqual([
      "By sex, the demographic parity difference ranges from 10.0 points, with department=D2, to 30.0 points, with department=D3.",
    ]);
    expect(said([NaN, NaN])).toEqual(["By sex, no demographic parity difference is defined."]);
  });

  it("gives the worst outcome of the gates", () => {
    const { verdict } = headlineModel(buildReport(matrixWorld()));
    expect(verdict).toEqual({ worst: "fail", summary: "1 gate fails, 1 warns." });
    expect(headlineModel(buildReport(sparseWorld())).verdict).toBeUndefined();
  });
});
