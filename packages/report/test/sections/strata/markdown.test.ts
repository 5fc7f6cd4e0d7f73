import { describe, expect, it } from "vitest";
import { buildReport } from "../../../src/report.ts";
import { strataSection } from "../../../src/sections/strata/section.ts";
import { auditWorld, strataWorld } from "../../worlds.ts";
import { sectionText } from "../section-text.ts";

describe("strata in Markdown", () => {
  it("show the gap within each, its groups and its direction", () => {
    expect(sectionText(strataSection, buildReport(strataWorld()))).toMatchInlineSnapshot(`
      "## Within strata

      ### By sex, within department

      | Department | Gap, points | Lowest and highest group | Rows of the smallest |
      | --- | ---: | --- | ---: |
      | A | 20.0 | M – F (other way) | 108 |
      | B=b | 5.0 | M – F (other way) | 25 † |

      † Rests on a group of fewer than 30 rows: read with care."
    `);
  });

  it("are left out where none were measured", () => {
    expect(strataSection.markdown(buildReport(auditWorld()))).toBeUndefined();
  });
});
