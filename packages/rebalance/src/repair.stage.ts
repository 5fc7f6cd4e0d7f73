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
      "Columns to change; those with the role feature if left out. Categories stay as they are.",
    ),
  level: z
    .number()
    .min(0)
    .max(1)
    .default(1)
    .describe(
      "How far values move from their own, 0, to those that have the same distribution in every group, 1.",
    ),
});

/** Parameters of `rebalance/repair`. */
export type RepairParams = z.output<typeof params>;

/** Stage `rebalance/repair`. */
export const repairStage: Stage = defineStage({
  name: "rebalance/repair",
  summary:
    "Moves numeric features so that each has the same distribution in every group, and keeps the order within groups.",
  sources: [
    "Feldman et al., Certifying and Removing Disparate Impact, KDD 2015, doi:10.1145/2783258.2783311",
    "Hyndman and Fan, Sample quantiles in statistical packages, Am. Stat. 50 (1996), doi:10.1080/00031305.1996.10473566",
  ],
  params,
  inputs: { data: { kind: "table", summary: "Rows with features, groups and a split." } },
  outputs: {
    data: {
      kind: "table",
      summary: "The same rows, of every split, with numeric features changed.",
    },
  },
  seeded: true,
  async run({ inputs, params, context }) {
    const { repairedTable } = await import("./repair-table.ts");
    return { data: repairedTable(await inputs.data.read(), params, context) };
  },
});
