import { defineStage } from "@fairline/core";
import type { Stage } from "@fairline/core";
import type {} from "@fairline/arrow";
import { z } from "zod";

const params = z.strictObject({
  attributes: z
    .array(z.string())
    .min(1)
    .optional()
    .describe(
      "Sensitive columns whose combinations are the groups; those with the role sensitive if left out. A missing value in a training row is an error.",
    ),
  features: z
    .array(z.string())
    .min(1)
    .optional()
    .describe(
      "Columns of few values that may be changed: categories, or numbers in bins, which count as ordered; those with the role feature if left out. Missing is a value.",
    ),
  gap: z
    .number()
    .min(0)
    .max(1)
    .default(0.05)
    .describe("Largest difference between two groups' shares of a label among the changed rows."),
  distortion: z
    .number()
    .min(0)
    .default(0.5)
    .describe(
      "How far the rows of a group with the same features and label move on average, at most. A step to the next value of a number, another category, and another label are 1 each.",
    ),
  reach: z.number().min(0).default(2).describe("How far a single row moves, at most."),
  "label-cost": z
    .number()
    .min(0)
    .default(1)
    .describe("How far a change of the label is, in steps."),
});

/** Parameters of `rebalance/optimized-preprocessing`. */
export type OptimizedPreprocessingParams = z.output<typeof params>;

/** Stage `rebalance/optimized-preprocessing`. */
export const optimizedPreprocessingStage: Stage = defineStage({
  name: "rebalance/optimized-preprocessing",
  summary:
    "Changes features and labels at random by the mapping that keeps nearest to the data while groups get alike.",
  sources: [
    "Calmon et al., Optimized Pre-Processing for Discrimination Prevention, NeurIPS 2017, doi:10.48550/arXiv.1704.03354",
    "Huangfu and Hall, Parallelizing the dual revised simplex method, Math. Program. Comput. 10 (2018), doi:10.1007/s12532-017-0130-5",
  ],
  params,
  inputs: {
    data: {
      kind: "table",
      summary: "Rows with features of few values, a label, groups and a split.",
    },
  },
  outputs: {
    data: {
      kind: "table",
      summary:
        "The same rows: training rows with features and labels changed, others with features changed.",
    },
  },
  seeded: true,
  async run({ inputs, params, context }) {
    const { optimizedTable } = await import("./optimized-preprocessing-table.ts");
    return { data: await optimizedTable(await inputs.data.read(), params, context) };
  },
});
