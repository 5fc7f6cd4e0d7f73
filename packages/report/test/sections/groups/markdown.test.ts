import { describe, expect, it } from "vitest";
import { buildReport } from "../../../src/report.ts";
import { groupsSection } from "../../../src/sections/groups/section.ts";
import { sectionText } from "../section-text.ts";
import { sparseWorld } from "../../worlds.ts";

const sparse = buildReport(sparseWorld());

describe("the groups in Markdown", () => {
  it("shows the groups, with notes on what is missing", () => {
    expect(sectionText(groupsSection, sparse)).toMatchInlineSnapshot(`
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
});
