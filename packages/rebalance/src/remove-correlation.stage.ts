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
      "Sensitive columns, of numbers or of categories; those with the role sensitive if left out. A missing value in a training row is an error.",
    ),
  features: z
    .array(z.string())
    .min(1)
    .optional()
    .describe(
      "Columns to change; those with the role feature if left out. Categories stay as they are.",
    ),
  level: z
    .number()
    .min(0)
    .max(1)
    .default(1)
    .describe("How much of the correlation goes: 1 all of it, 0 nothing."),
});

/** Parameters of `rebalance/remove-correlation`. */
export type RemoveCorrelationParams = z.output<typeof params>;

/** Stage `rebalance/remove-correlation`. */
export const removeCorrelationStage: Stage = defineStage({
  name: "rebalance/remove-correlation",
  summary:
    "Takes from numeric features what is linear in the sensitive columns, by least squares on training rows.",
  sources: [
    "Fairlearn, CorrelationRemover, version 0.15 (2026), https://fairlearn.org/main/user_guide/mitigation/preprocessing.html",
    "Weerts et al., Fairlearn: Assessing and Improving Fairness of AI Systems, JMLR 24 (2023), doi:10.48550/arXiv.2303.16626",
  ],
  params,
  inputs: {
    data: { kind: "table", summary: "Rows with features, sensitive columns and a split." },
  },
  outputs: {
    data: {
      kind: "table",
      summary: "The same rows, of every split, with numeric features changed.",
    },
  },
  async run({ inputs, params, context }) {
    const { uncorrelatedTable } = await import("./remove-correlation-table.ts");
    return { data: uncorrelatedTable(await inputs.data.read(), params, context) };
  },
});
