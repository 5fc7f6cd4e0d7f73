import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { buildReport, type ReportInput } from "../../../src/report.ts";
import { headlineHtml } from "../../../src/sections/headline/html.ts";
import { headlineModel } from "../../../src/sections/headline/model.ts";
import { auditWorld, matrixWorld, sparseWorld } from "../../worlds.ts";
import { textsOf } from "../section-html.ts";

function headerOf(world: ReportInput): Element {
  const { html } = headlineHtml(headlineModel(buildReport(world)));
  return parseHTML(`<body>${html}</body>`).document.querySelector("header")!;
}

describe("the headline in HTML", () => {
  it("names the pipeline, its seed and its description", () => {
    const header = headerOf(matrixWorld());
    expect(textsOf(header, ".eyebrow, h1, .description")).toEqual([
      "Report of pipeline adult-income, seed 17",
      "adult-income",
      "Does a demographic-parity penalty close the income gap by sex, and what does it cost?",
    ]);
  });

  it("says the first finding large, and lists the others", () => {
    const header = headerOf(matrixWorld());
    expect(textsOf(header, ".summary")).toHaveLength(1);
    expect(textsOf(header, ".also li")).toHaveLength(3);
    expect(headerOf(auditWorld()).querySelector(".also")).toBeNull();
  });

  it("leaves out what there is not", () => {
    const header = headerOf(sparseWorld());
    expect(textsOf(header, "h1")).toEqual(["Fairness report"]);
    expect(header.querySelector(".eyebrow, .description, .status")).toBeNull();
  });
});
