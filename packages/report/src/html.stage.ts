import { defineStage, type Stage } from "@fairline/core";
import type {} from "@fairline/metrics";
import { reportOptions, reportParams } from "./report-params.ts";

/** Stage `report/html`. */
export const htmlStage: Stage = defineStage({
  name: "report/html",
  summary: "Writes one HTML page with verdicts, gaps, the front, groups, data and pipeline.",
  params: reportParams,
  inputs: {
    metrics: { kind: "metrics", many: true, summary: "Metrics of one or of every matrix point." },
  },
  outputs: {
    page: { kind: "file", summary: "The page, which needs no other file and no network." },
  },
  describesPipeline: true,
  async run({ inputs, params, context }) {
    const { writeHtml } = await import("./write-report.ts");
    const { lineage, scratch } = context;
    const input = { metrics: inputs.metrics, lineage, options: reportOptions(params) };
    return { page: await writeHtml(input, scratch) };
  },
});
