import { describe, expect, it } from "vitest";
import { buildReport } from "../../../src/report.ts";
import { dataSection } from "../../../src/sections/data/section.ts";
import { sectionText } from "../section-text.ts";
import { auditWorld } from "../../worlds.ts";

const audit = buildReport(auditWorld());

describe("the data in Markdown", () => {
  it("tells the source, the splits and how the intervals were made", () => {
    expect(sectionText(dataSection, audit)).toMatchInlineSnapshot(`
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
});
