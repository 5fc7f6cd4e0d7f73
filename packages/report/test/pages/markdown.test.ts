import { describe, expect, it } from "vitest";
import { markdownPage } from "../../src/pages/markdown.ts";
import { pipelineSection } from "../../src/sections/pipeline/section.ts";
import { buildReport } from "../../src/report.ts";
import { matrixWorld, sparseWorld } from "../worlds.ts";

const matrix = buildReport(matrixWorld());
const sparse = buildReport(sparseWorld());

describe("markdownPage", () => {
  it("opens with what was found, and the rows that it rests on", () => {
    const head = markdownPage(buildReport(matrixWorld())).split("## Gates")[0]!;
    expect(head.trimEnd().split("\n").at(-1)).toBe(
      "13,567 rows of the split test. Label “income”, positive class “&gt;50K”.",
    );
  });

  it("begins with the summary and has its sections in order", () => {
    const page = markdownPage(matrix);
    expect(page.split("\n").slice(0, 5)).toMatchInlineSnapshot(`
      [
        "# adult-income",
        "",
        "Does a demographic-parity penalty close the income gap by sex, and what does it cost?",
        "",
        "By sex, with strength=0, **“Female”** is selected **17.3 points** less often than **“Male”** (95 % interval 15.9 to 18.9; mean of 3 seeds).",
      ]
    `);
    expect([...page.matchAll(/^## .*$/gm)].map(([heading]) => heading)).toEqual([
      "## Gates",
      "## Gaps between groups",
      "## Groups",
      "## All figures between groups",
      "## Data",
      "## Pipeline",
    ]);
  });

  it("leaves out the pipeline where it is not known", () => {
    expect(markdownPage(sparse)).not.toContain("## Pipeline");
    expect(pipelineSection.markdown(sparse)).toBeUndefined();
  });

  it("closes every fold, after an empty line so that its Markdown is read", () => {
    const page = markdownPage(matrix);
    expect(page.match(/<details>/g)?.length).toBe(page.match(/\n\n<\/details>/g)?.length);
    expect(page.match(/<\/summary>\n\n/g)?.length).toBe(page.match(/<details>/g)?.length);
  });
});
