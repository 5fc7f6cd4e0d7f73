import { defineStage } from "@fairline/core";
import type { Stage } from "@fairline/core";
import type {} from "@fairline/arrow";
import { z } from "zod";
import { QUALITY } from "./quality/port.ts";

const params = z.strictObject({
  attribute: z
    .string()
    .optional()
    .describe(
      "Column to change; the one with the role sensitive if left out. Rows where it is missing get no copy.",
    ),
  to: z
    .enum(["each", "random"])
    .default("each")
    .describe(
      "each: a copy of the row in every other group. random: one copy, in another group chosen at random.",
    ),
  share: z
    .number()
    .gt(0)
    .max(1)
    .default(1)
    .describe("Share of the training rows that get copies, chosen at random."),
  weight: z
    .enum(["copy", "divide"])
    .default("copy")
    .describe(
      "copy: a copy weighs what its row weighs. divide: a row and its copies share its weight, so that the total stays.",
    ),
  mark: z
    .string()
    .min(1)
    .default("augmented")
    .describe("Column that tells the rows apart: 1 for a copy, else 0. It gets the role ignored."),
});

/** Parameters of `augment/counterfactual`. */
export type CounterfactualParams = z.output<typeof params>;

/** Stage `augment/counterfactual`. */
export const counterfactualStage: Stage = defineStage({
  name: "augment/counterfactual",
  summary: "Adds copies of training rows with the sensitive attribute changed and the label kept.",
  sources: [
    "Lu et al., Gender Bias in Neural Natural Language Processing, 2020, doi:10.48550/arXiv.1807.11714",
    "Garg et al., Counterfactual Fairness in Text Classification through Robustness, AIES 2019, doi:10.48550/arXiv.1809.10610",
    "Kusner et al., Counterfactual Fairness, NeurIPS 2017, doi:10.48550/arXiv.1703.06856",
  ],
  params,
  inputs: { data: { kind: "table", summary: "Rows with a sensitive attribute and a split." } },
  outputs: {
    data: {
      kind: "table",
      summary: "All the rows in order, then the copies; only training rows have copies.",
    },
    quality: QUALITY,
  },
  seeded: true,
  async run({ inputs, params, context }) {
    const { addCounterparts } = await import("./counterfactual-table.ts");
    const { qualityTable } = await import("./quality/quality-table.ts");
    const table = await inputs.data.read();
    const data = addCounterparts(table, params, context);
    return { data, quality: await qualityTable(data, table.numRows, context.signal) };
  },
});
