import { describe, expect, it } from "vitest";
import { buildReport } from "../../../src/report.ts";
import { gapsSection } from "../../../src/sections/gaps/section.ts";
import { sectionText } from "../section-text.ts";
import { auditWorld, matrixWorld } from "../../worlds.ts";

const audit = buildReport(auditWorld());
const matrix = buildReport(matrixWorld());

describe("the gaps in Markdown", () => {
  it("shows the gaps of every setting, or of several metrics", () => {
    expect(sectionText(gapsSection, matrix)).toMatchInlineSnapshot(`
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
    expect(sectionText(gapsSection, audit)).toMatchInlineSnapshot(`
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
});
