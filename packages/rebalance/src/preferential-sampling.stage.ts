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
  scores: z
    .string()
    .optional()
    .describe(
      "Column of scores by which training rows are ranked, the likelier positive the higher. A naive Bayes classifier of the features ranks them if left out.",
    ),
  features: z
    .array(z.string())
    .min(1)
    .optional()
    .describe("What naive Bayes learns from; the columns with the role feature if left out."),
});

/** Parameters of `rebalance/preferential-sampling`. */
export type PreferentialSamplingParams = z.output<typeof params>;

/** Stage `rebalance/preferential-sampling`. */
export const preferentialSamplingStage: Stage = defineStage({
  name: "rebalance/preferential-sampling",
  summary:
    "Copies and leaves out training rows near the border between the labels, until group and label are independent.",
  sources: [
    "Kamiran and Calders, Data preprocessing techniques for classification without discrimination, Knowl. Inf. Syst. 33 (2012), doi:10.1007/s10115-011-0463-8",
    "Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 2nd edition, Springer 2009, doi:10.1007/978-0-387-84858-7",
  ],
  params,
  inputs: { data: { kind: "table", summary: "Rows with a binary label, groups and a split." } },
  outputs: {
    data: {
      kind: "table",
      summary:
        "As many training rows: those that are kept, in order, then copies; others as they came.",
    },
  },
  async run({ inputs, params, context }) {
    const { preferentialTable } = await import("./preferential-sampling-table.ts");
    return { data: preferentialTable(await inputs.data.read(), params, context) };
  },
});
