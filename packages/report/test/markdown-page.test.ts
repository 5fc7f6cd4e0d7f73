import { describe, expect, it } from "vitest";
import { dataMarkdown } from "../src/markdown/data.ts";
import { gapsMarkdown } from "../src/markdown/gaps.ts";
import { gatesMarkdown } from "../src/markdown/gates.ts";
import { groupsMarkdown } from "../src/markdown/groups.ts";
import { markdownPage } from "../src/markdown/page.ts";
import { pipelineMarkdown } from "../src/markdown/pipeline.ts";
import { buildReport } from "../src/model/report-model.ts";
import { auditWorld, matrixWorld, sparseWorld } from "./worlds.ts";

const [audit, matrix, sparse] = [auditWorld(), matrixWorld(), sparseWorld()].map(buildReport);

describe("markdownPage", () => {
  it("opens with what was found, and the rows that it rests on", () => {
    const head = markdownPage(buildReport(matrixWorld())).split("## Gates")[0]!;
    expect(head.trimEnd().split("\n").at(-1)).toBe(
      "13,567 rows of the split test. Label “income”, positive class “&gt;50K”.",
    );
  });

  it("begins with the summary and has its sections in order", () => {
    const page = markdownPage(matrix!);
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
    expect(markdownPage(sparse!)).not.toContain("## Pipeline");
    expect(pipelineMarkdown(sparse!)).toBe("");
  });

  it("closes every fold, after an empty line so that its Markdown is read", () => {
    const page = markdownPage(matrix!);
    expect(page.match(/<details>/g)?.length).toBe(page.match(/\n\n<\/details>/g)?.length);
    expect(page.match(/<\/summary>\n\n/g)?.length).toBe(page.match(/<details>/g)?.length);
  });
});

describe("its sections", () => {
  it("list the gates, points that pass in one row", () => {
    expect(gatesMarkdown(matrix!)).toMatchInlineSnapshot(`
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
    expect(gatesMarkdown(sparse!)).toBe("## Gates\n\nNo gate was held against these figures.");
  });

  it("show the gaps of every setting, or of several metrics", () => {
    expect(gapsMarkdown(matrix!)).toMatchInlineSnapshot(`
      "## Gaps between groups

      | Setting | Seeds | Accuracy, % | Gap by sex, points | Gap by race, points | Gap by sex × race, points |
      | --- | ---: | ---: | ---: | ---: | ---: |
      | strength=0 (reference) | 3 | 76.8 (76.1 to 77.5) | **17.3 (15.9 to 18.9)** | **12.9 (0.0 to 35.3)** | **28.8 (1.2 to 67.7)** |
      | strength=0.1 | 3 | 76.6 (75.9 to 77.4) | **15.0 (13.6 to 16.7)** | 13.1 (0.0 to 35.5) | 29.0 (0.1 to 67.9) |
      | strength=0.3 | 3 | 75.9 (75.2 to 76.6) | **12.1 (10.7 to 13.7)** | **11.6 (0.0 to 34.1)** | **26.6 (0.0 to 65.5)** |
      | strength=1 | 3 | 74.3 (73.5 to 75.0) | **5.1 (3.7 to 6.7)** | **10.7 (0.0 to 33.1)** | **20.2 (0.0 to 59.1)** |
      | strength=3 | 3 | 72.6 (71.8 to 73.3) | **0.3 (0.0 to 2.0)** | **5.4 (0.0 to 27.8)** | **19.9 (0.0 to 58.8)** |

      The gap is the demographic parity difference. Bold gaps are on the front: no other setting is better in accuracy or gap and as good in the other."
    `);
    expect(gapsMarkdown(audit!)).toMatchInlineSnapshot(`
      "## Gaps between groups

      | Gap | By sex, points |
      | --- | ---: |
      | Demographic parity | 15.5 (14.1 to 17.2) |
      | Equal opportunity | 25.3 (23.9 to 27.0) |
      | Equalized odds | 25.3 (23.9 to 27.0) |
      | Base rate | 19.8 (18.5 to 21.5) |
      | Accuracy | 11.3 (9.9 to 12.9) |
      | False positive rate | 7.3 (5.9 to 8.9) |
      | Positive predictive value | 33.1 (31.7 to 34.7) |"
    `);
  });

  it("show the groups, with notes on what is missing", () => {
    expect(groupsMarkdown(sparse!)).toMatchInlineSnapshot(`
      "## Groups

      ### By age band

      | Group | Rows | Base rate, % | Selection rate, % | Accuracy, % | True positive rate, % | False positive rate, % | Positive predictive value, % |
      | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
      | 18–24 † | 3 | 0.0 | 0.0 | 100.0 | —<sup>1</sup> | 0.0 | —<sup>2</sup> |
      | 25–44 | 240 | 40.4 | 35.0 | 72.9 | 59.8 | 18.2 | 69.0 |
      | 45–64 | 120 | 50.8 | 45.0 | 77.5 | 72.1 | 16.9 | 81.5 |
      | 65 and over † | 11 | 100.0 | 100.0 | 100.0 | 100.0 | —<sup>3</sup> | 100.0 |
      | All rows | 374 | 45.2 | 39.8 | 75.4 | 66.9 | 17.6 | 75.8 |

      <sup>1</sup> True positive rate: undefined, no row has a positive label.<br>
      <sup>2</sup> Positive predictive value: undefined, no row is selected.<br>
      <sup>3</sup> False positive rate: undefined, no row has a negative label.

      † Fewer than 30 rows: read with care.

      ### By region

      | Group | Rows | Base rate, % | Selection rate, % | Accuracy, % | True positive rate, % | False positive rate, % | Positive predictive value, % |
      | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
      | North | 374 | 42.0 | 38.2 | 81.8 | 73.9 | 12.4 | 81.1 |
      | All rows | 374 | 45.2 | 39.8 | 75.4 | 66.9 | 17.6 | 75.8 |"
    `);
  });

  it("tell the data", () => {
    expect(dataMarkdown(audit!)).toMatchInlineSnapshot(`
      "## Data

      - Data: Invented census
      - Address: <https://example.org/census>
      - SHA-256: 4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f
      - Licence: CC BY 4.0
      - Citation: Doe, “An invented census”, 2020.
      - Label: income
      - Positive class: &gt;50K
      - Task: binary
      - Caveat: Income is cut at one threshold.
      - Caveat: Sex has two values only.
      - Rows by split: all (evaluated) 13,567
      - Intervals are 95 % intervals from 2,000 bootstrap resamples of the evaluated rows."
    `);
  });

  it("tell the pipeline", () => {
    expect(pipelineMarkdown(audit!)).toMatchInlineSnapshot(`
      "## Pipeline

      Pipeline <code>audit-decisions</code>, root seed 0.

      | Stage | Uses | Reads from | Key |
      | --- | --- | --- | --- |
      | decisions | <code>ingest/table</code> |  | <code>b8a5edac409f</code> |
      | audit | <code>evaluate/groups</code> | decisions | <code>319bcd4a120f</code> |

      <details>
      <summary>Parameters</summary>

      **decisions**

      \`\`\`yaml
      source: decisions.csv
      roles:
        label: repaid
        prediction: approved
        sensitive: [sex]
      \`\`\`

      **audit**

      \`\`\`yaml
      intervals:
        method: bootstrap
        replicates: 2000
      \`\`\`

      </details>"
    `);
  });
});
