import { defineStage, type Stage } from "@fairline/core";
import type {} from "@fairline/metrics";
import { reportOptions, reportParams } from "./report-params.ts";

/** Stage `report/markdown`. */
export const markdownStage: Stage = defineStage({
  name: "report/markdown",
  summary: "Writes the report in GitHub-flavoured Markdown, for comments and job summaries.",
  params: reportParams,
  inputs: {
    metrics: { kind: "metrics", many: true, summary: "Metrics of one or of every matrix point." },
  },
  outputs: { page: { kind: "file", summary: "The Markdown file." } },
  describesPipeline: true,
  async run({ inputs, params, context }) {
    const { writeMarkdown } = await import("./write-report.ts");
    const { lineage, scratch } = context;
    const input = { metrics: inputs.metrics, lineage, options: reportOptions(params) };
    return { page: await writeMarkdown(input, scratch) };
  },
});
