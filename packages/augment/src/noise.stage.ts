import { defineStage } from "@fairline/core";
import type { Stage } from "@fairline/core";
import type {} from "@fairline/arrow";
import { z } from "zod";
import { markParam } from "./mark-param.ts";
import { QUALITY } from "./quality/port.ts";

const params = z.strictObject({
  scale: z
    .number()
    .positive()
    .default(0.1)
    .describe("Deviation of the noise of a number, in standard deviations of its column."),
  swap: z
    .number()
    .min(0)
    .max(1)
    .default(0.05)
    .describe(
      "Chance that a category is drawn anew, as often as each occurs in the training rows.",
    ),
  share: z
    .number()
    .gt(0)
    .max(1)
    .default(1)
    .describe("Share of the training rows that get copies, chosen at random."),
  copies: z.int().min(1).default(1).describe("Copies of each of these rows."),
  features: z
    .array(z.string())
    .min(1)
    .optional()
    .describe(
      "Columns that get noise; those with the role feature, less those with the role sensitive, if left out.",
    ),
  mark: markParam,
});

/** Parameters of `augment/noise`. */
export type NoiseParams = z.output<typeof params>;

/** Stage `augment/noise`. */
export const noiseStage: Stage = defineStage({
  name: "augment/noise",
  summary: "Adds copies of training rows with noise in their features and the label kept.",
  sources: [
    "Bishop, Training with Noise is Equivalent to Tikhonov Regularization, Neural Computation 7 (1995), doi:10.1162/neco.1995.7.1.108",
  ],
  params,
  inputs: { data: { kind: "table", summary: "Rows with features and a split." } },
  outputs: {
    data: { kind: "table", summary: "All the rows in order, then the noisy copies." },
    quality: QUALITY,
  },
  seeded: true,
  async run({ inputs, params, context }) {
    const { addNoisyRows } = await import("./noise-table.ts");
    const { qualityTable } = await import("./quality/quality-table.ts");
    const table = await inputs.data.read();
    const data = addNoisyRows(table, params, context);
    return { data, quality: await qualityTable(data, table.numRows, context.signal) };
  },
});
