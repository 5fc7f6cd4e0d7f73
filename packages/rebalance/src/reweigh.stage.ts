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
  weight: z
    .string()
    .min(1)
    .default("weight")
    .describe(
      "Name of the weight column to add. Where the table has one, its weights are multiplied instead.",
    ),
});

/** Parameters of `rebalance/reweigh`. */
export type ReweighParams = z.output<typeof params>;

/** Stage `rebalance/reweigh`. */
export const reweighStage: Stage = defineStage({
  name: "rebalance/reweigh",
  summary: "Weighs training rows so that group and label are independent under the weights.",
  sources: [
    "Kamiran and Calders, Data preprocessing techniques for classification without discrimination, Knowl. Inf. Syst. 33 (2012), doi:10.1007/s10115-011-0463-8",
  ],
  params,
  inputs: { data: { kind: "table", summary: "Rows with a label, groups and a split." } },
  outputs: {
    data: { kind: "table", summary: "The same rows with weights; 1 outside the training rows." },
  },
  async run({ inputs, params, context }) {
    const { reweighTable } = await import("./reweigh-table.ts");
    return { data: reweighTable(await inputs.data.read(), params, context) };
  },
});
