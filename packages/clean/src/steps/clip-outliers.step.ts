import { z } from "zod";
import { columnList } from "../column-list.ts";
import { defineStep } from "../step.ts";
import type { Step } from "../step.ts";

const params = z
  .strictObject({
    method: z
      .enum(["iqr", "zscore", "quantile"])
      .default("iqr")
      .describe(
        "iqr: factor interquartile ranges beyond the quartiles; zscore: factor standard deviations from the mean; quantile: the quantiles themselves.",
      ),
    factor: z.number().positive().optional().describe("For iqr and zscore; 3 unless told."),
    quantiles: z
      .tuple([z.number().min(0).max(1), z.number().min(0).max(1)])
      .refine(([low, high]) => low < high, { error: "the lower quantile comes first" })
      .optional()
      .describe("For quantile; [0.01, 0.99] unless told."),
    columns: columnList
      .optional()
      .describe("Columns to clip; by default the numeric features and columns without a role."),
  })
  .superRefine(({ method, factor, quantiles }, context) => {
    const isQuantile = method === "quantile";
    if (isQuantile && factor !== undefined) refuse("factor");
    if (!isQuantile && quantiles !== undefined) refuse("quantiles");
    function refuse(key: string): void {
      context.addIssue({
        code: "custom",
        path: [key],
        message: `${key} means nothing for ${method}`,
      });
    }
  })
  .describe("Bring values beyond bounds, fitted on training rows, to the nearer bound.");

/** Parameters of the step `clip-outliers`. */
export type ClipOutliersParams = z.output<typeof params>;

/** Brings far values to a bound. */
export const clipOutliersStep: Step = defineStep({
  name: "clip-outliers",
  params,
  bare: {},
  fits: () => true,
  load: async () => (await import("./clip-outliers.ts")).clipOutliers,
});
