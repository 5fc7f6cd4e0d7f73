import { describe, expect, it } from "vitest";
import { sentenceText } from "../../../src/format/sentence.ts";
import { buildReport } from "../../../src/report.ts";
import { headlineModel } from "../../../src/sections/headline/model.ts";
import { auditWorld, departmentsWorld, matrixWorld, sparseWorld } from "../../worlds.ts";

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
});
