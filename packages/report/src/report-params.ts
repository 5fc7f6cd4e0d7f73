import { z } from "zod";

const metricName = z.string().min(1);

/** Parameters that both reports take. */
export const reportParams = z.strictObject({
  title: z
    .string()
    .min(1)
    .optional()
    .describe("Heading of the page; the pipeline's name if left out."),
  attributes: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe("Attributes to show, in this order; all if left out."),
  gap: metricName
    .optional()
    .describe(
      "Metric between groups for the summary, the gap charts and the front; if left out demographic_parity_difference, or base_rate_difference where there are labels only.",
    ),
  performance: metricName
    .optional()
    .describe("Metric over all rows that the gap is compared with; accuracy if left out."),
  "group-metrics": z
    .array(metricName)
    .min(1)
    .optional()
    .describe(
      "Columns of the tables by group; if left out base rate, selection rate, accuracy, true and false positive rate and positive predictive value, those of them that were computed.",
    ),
  reference: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .optional()
    .describe(
      "Matrix values of the setting that the others are compared with; if left out the one whose values are all 0, false, null, none, off or no, else the first.",
    ),
  decimals: z
    .int()
    .min(0)
    .max(6)
    .default(1)
    .describe("Decimals of per cents and percentage points; plain numbers have two more."),
});

/** What {@link reportParams} gives. */
export type ReportParams = z.output<typeof reportParams>;

/** What the user may choose of a report: the parameters as its functions take them. */
export type ReportOptions = Omit<ReportParams, "group-metrics"> & {
  readonly groupMetrics?: ReportParams["group-metrics"];
};

/** The parameters as the report's functions take them. */
export function reportOptions({
  "group-metrics": groupMetrics,
  ...rest
}: ReportParams): ReportOptions {
  return { ...rest, groupMetrics };
}
