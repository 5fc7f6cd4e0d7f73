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
      "Columns to represent; those with the role feature if left out, less the attributes.",
    ),
  prototypes: z.int().min(2).default(10).describe("Number of prototypes: columns of the result."),
  reconstruction: z
    .number()
    .min(0)
    .default(0.01)
    .describe("How much it counts that rows can be rebuilt from their memberships."),
  label: z
    .number()
    .min(0)
    .default(1)
    .describe("How much it counts that the label can be told from memberships."),
  parity: z
    .number()
    .min(0)
    .default(5)
    .describe("How much it counts that groups have the same mean memberships."),
  epochs: z.int().min(1).default(60).describe("Passes over the training rows."),
  batch: z
    .int()
    .min(2)
    .default(512)
    .describe("Rows per step, at most. Mean memberships are compared within a step."),
  "learning-rate": z.number().positive().default(0.02).describe("Length of a step of Adam."),
  prefix: z
    .string()
    .min(1)
    .default("prototype_")
    .describe("Begins the names of the new columns, which end in a number from 1."),
});

/** Parameters of `rebalance/fair-representation`. */
export type FairRepresentationParams = z.output<typeof params>;

/** Stage `rebalance/fair-representation`. */
export const fairRepresentationStage: Stage = defineStage({
  name: "rebalance/fair-representation",
  summary:
    "Replaces the features by memberships in prototypes, which tell the label and are alike on average in all groups.",
  sources: [
    "Zemel et al., Learning Fair Representations, ICML 2013, https://proceedings.mlr.press/v28/zemel13.html",
    "Kingma and Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, doi:10.48550/arXiv.1412.6980",
  ],
  params,
  inputs: {
    data: { kind: "table", summary: "Rows with features, a binary label, groups and a split." },
  },
  outputs: {
    data: {
      kind: "table",
      summary: "The same rows, of every split, with memberships as the only features.",
    },
  },
  seeded: true,
  computes: true,
  async run({ inputs, params, context }) {
    const { representedTable } = await import("./fair-representation-table.ts");
    return { data: await representedTable(await inputs.data.read(), params, context) };
  },
});
