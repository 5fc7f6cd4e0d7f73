import { defineStage } from "@fairline/core";
import type { Stage } from "@fairline/core";
import type {} from "@fairline/arrow";
import { z } from "zod";
import { generatorFields } from "./gan/generator-params.ts";
import { QUALITY } from "./quality/port.ts";

const params = z.strictObject({
  share: z
    .number()
    .positive()
    .default(1)
    .describe("Number of new rows, in shares of the training rows; may be more than 1."),
  fairness: z
    .number()
    .positive()
    .optional()
    .describe(
      "Weight of the difference between the groups' shares of positive labels in what the generator aims at. With it, labels are generated; without, new rows have the shares of group and label that there are.",
    ),
  ...generatorFields,
});

/** Stage `augment/gan`. */
export const ganStage: Stage = defineStage({
  name: "augment/gan",
  summary: "Adds training rows that a conditional generative adversarial network makes.",
  sources: [
    "Xu et al., Modeling Tabular Data using Conditional GAN, NeurIPS 2019, doi:10.48550/arXiv.1907.00503",
    "Gulrajani et al., Improved Training of Wasserstein GANs, NeurIPS 2017, doi:10.48550/arXiv.1704.00028",
    "Yazici et al., The Unusual Effectiveness of Averaging in GAN Training, ICLR 2019, doi:10.48550/arXiv.1806.04498",
    "Jang, Gu and Poole, Categorical Reparameterization with Gumbel-Softmax, ICLR 2017, doi:10.48550/arXiv.1611.01144",
    "Rajabi and Garibay, TabFairGAN: Fair Tabular Data Generation with Generative Adversarial Networks, Mach. Learn. Knowl. Extr. 4 (2022), doi:10.3390/make4020022",
  ],
  params,
  inputs: { data: { kind: "table", summary: "Rows with features, a label, groups and a split." } },
  outputs: {
    data: { kind: "table", summary: "All the rows in order, then the generated ones." },
    quality: QUALITY,
  },
  seeded: true,
  computes: true,
  async run({ inputs, params, context }) {
    const { addGeneratedRows } = await import("./gan/generate-table.ts");
    const { apportionedCounts } = await import("./gan/counts.ts");
    const { qualityTable } = await import("./quality/quality-table.ts");
    const table = await inputs.data.read();
    const counts = (sizes: Float64Array): Float64Array => apportionedCounts(sizes, params.share);
    const choice = { params, fairness: params.fairness, counts };
    const data = await addGeneratedRows(table, choice, context);
    return { data, quality: await qualityTable(data, table.numRows, context.signal) };
  },
});
