import { defineStage } from "@fairline/core";
import type { Stage } from "@fairline/core";
import type {} from "@fairline/arrow";
import type {} from "@fairline/model";
import { z } from "zod";
import { attributeParam } from "./attribute.ts";

const params = z.strictObject({
  "max-gap": z
    .number()
    .min(0)
    .max(1)
    .describe(
      "Largest difference allowed between two groups' rates, of the constraint's the largest.",
    ),
  maximize: z
    .string()
    .default("accuracy")
    .describe(
      "Metric of decisions, over all validation rows, that is to be as high as the gap lets it: accuracy, balanced_accuracy, f1 and so on.",
    ),
  constraint: z
    .union([
      z.enum([
        "demographic-parity",
        "equal-opportunity",
        "predictive-equality",
        "equalized-odds",
        "predictive-parity",
      ]),
      z.array(z.string()).min(1),
    ])
    .default("demographic-parity")
    .describe("Which gap, as for postprocess/threshold; or a list of rates."),
  respect: z
    .enum(["interval", "value"])
    .default("interval")
    .describe(
      "What is held against max-gap. interval: the upper end of the gap's interval, so that the gap is that small with confidence. value: the gap of the validation rows themselves.",
    ),
  level: z.number().gt(0).lt(1).default(0.95).describe("Level of the intervals."),
  on: z.enum(["validation"]).default("validation").describe("The rows that the choice rests on."),
  attribute: attributeParam,
});

/** Parameters of `postprocess/select`. */
export type SelectParams = z.output<typeof params>;

/** Stage `postprocess/select`. */
export const selectStage: Stage = defineStage({
  name: "postprocess/select",
  summary: "Chooses the best of several models whose gap is within a limit, on validation rows.",
  sources: [
    "Miettinen and Nurminen, Comparative Analysis of Two Rates, Statistics in Medicine 4, 1985, doi:10.1002/sim.4780040211",
  ],
  params,
  inputs: {
    data: { kind: "table", summary: "Rows with labels, groups and a split." },
    models: { kind: "model", many: true, summary: "The models of every matrix point." },
  },
  outputs: {
    model: { kind: "model", summary: "The model that was chosen, as it was." },
    choice: {
      kind: "table",
      summary:
        "One row per model: its figures, whether it is within the limit, and why it was chosen or not.",
    },
  },
  computes: true,
  async run({ inputs, params, context }) {
    const { selectModel } = await import("./select-model.ts");
    return await selectModel(await inputs.data.read(), inputs.models, params, context);
  },
});
