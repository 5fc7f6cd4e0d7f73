import { defineStage } from "@fairline/core";
import type { Stage } from "@fairline/core";
import type {} from "@fairline/arrow";
import type {} from "@fairline/model";
import { z } from "zod";
import { markParam } from "./mark-param.ts";
import { QUALITY } from "./quality/port.ts";

const params = z.strictObject({
  method: z
    .enum(["fgsm", "pgd"])
    .default("pgd")
    .describe(
      "fgsm: one step as far as size allows. pgd: several steps from a random start within it.",
    ),
  size: z
    .number()
    .positive()
    .default(0.25)
    .describe("How far a number may move, in standard deviations of its column."),
  steps: z.int().min(1).default(7).describe("Steps of pgd."),
  flips: z
    .int()
    .min(0)
    .default(0)
    .describe("How many categories of a row may change, to others that training rows have."),
  share: z
    .number()
    .gt(0)
    .max(1)
    .default(1)
    .describe("Share of the training rows that get such copies, chosen at random."),
  features: z
    .array(z.string())
    .min(1)
    .optional()
    .describe(
      "Features of the model that may change; all of them, less those with the role sensitive, if left out.",
    ),
  mark: markParam,
});

/** Parameters of `augment/adversarial`. */
export type AdversarialParams = z.output<typeof params>;

/** Stage `augment/adversarial`. */
export const adversarialStage: Stage = defineStage({
  name: "augment/adversarial",
  summary:
    "Adds copies of training rows, changed a little so that a given model errs, with the label kept.",
  sources: [
    "Goodfellow, Shlens and Szegedy, Explaining and Harnessing Adversarial Examples, ICLR 2015, doi:10.48550/arXiv.1412.6572",
    "Madry et al., Towards Deep Learning Models Resistant to Adversarial Attacks, ICLR 2018, doi:10.48550/arXiv.1706.06083",
  ],
  params,
  inputs: {
    data: { kind: "table", summary: "Rows with the model's features, a binary label and a split." },
    model: { kind: "model", summary: "The model to err." },
  },
  outputs: {
    data: { kind: "table", summary: "All the rows in order, then the changed copies." },
    quality: QUALITY,
  },
  seeded: true,
  computes: true,
  async run({ inputs, params, context }) {
    const { addAdversarialRows } = await import("./adversarial-table.ts");
    const { qualityTable } = await import("./quality/quality-table.ts");
    const table = await inputs.data.read();
    const model = await inputs.model.open(context.backend);
    try {
      const data = await addAdversarialRows(table, model, { params, context });
      return { data, quality: await qualityTable(data, table.numRows, context.signal) };
    } finally {
      model.dispose();
    }
  },
});
