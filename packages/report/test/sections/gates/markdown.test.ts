import { describe, expect, it } from "vitest";
import { buildReport } from "../../../src/report.ts";
import { gatesSection } from "../../../src/sections/gates/section.ts";
import { sectionText } from "../section-text.ts";
import { matrixWorld, sparseWorld } from "../../worlds.ts";

const matrix = buildReport(matrixWorld());
const sparse = buildReport(sparseWorld());

describe("the gates in Markdown", () => {
  it("lists the gates, points that pass in one row", () => {
    expect(sectionText(gatesSection, matrix)).toMatchInlineSnapshot(`
      "## Gates

      1 gate fails, 1 warns.

      | Outcome | Gate | Figure | Point | Value | Limit | Message |
      | --- | --- | --- | --- | ---: | --- | --- |
      | ❌ fail | selection-rate gap by sex | <code>demographic\\_parity\\_difference</code> by sex | seed=2, strength=1 | 0.0507 | &lt;= 0.05 | The upper end of the interval of demographic\\_parity\\_difference by sex is 0.0507, above 0.05. |
      | ✅ pass | selection-rate gap by sex | <code>demographic\\_parity\\_difference</code> by sex | 2 of 3 points |  | &lt;= 0.05 |  |
      | ⚠️ warn | accuracy floor | <code>accuracy</code> | seed=2, strength=3 | 0.801 | &gt;= 0.8 | accuracy is 0.801, below 0.8. |
      | ⚠️ warn | accuracy floor | <code>accuracy</code> | seed=3, strength=3 | 0.797 | &gt;= 0.8 | accuracy is 0.797, below 0.8. |
      | ✅ pass | accuracy floor | <code>accuracy</code> | 13 of 15 points |  | &gt;= 0.8 |  |"
    `);
    expect(sectionText(gatesSection, sparse)).toBe("## Gates\n\nNo gate checks these figures.");
  });
});
