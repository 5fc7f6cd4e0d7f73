import { describe, expect, it } from "vitest";
import { buildReport } from "../../../src/report.ts";
import { pipelineSection } from "../../../src/sections/pipeline/section.ts";
import { sectionText } from "../section-text.ts";
import { auditWorld } from "../../worlds.ts";

const audit = buildReport(auditWorld());

describe("the pipeline in Markdown", () => {
  it("tells the stages with their keys and parameters", () => {
    expect(sectionText(pipelineSection, audit)).toMatchInlineSnapshot(`
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
