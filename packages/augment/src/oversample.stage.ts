import { defineStage } from "@fairline/core";
import type { Stage } from "@fairline/core";
import type {} from "@fairline/arrow";
import { z } from "zod";
import { generatorFields } from "./gan/generator-params.ts";
import { QUALITY } from "./quality/port.ts";

const params = z.strictObject(generatorFields);

/** Stage `augment/oversample`. */
export const oversampleStage: Stage = defineStage({
  name: "augment/oversample",
  summary:
    "Adds generated training rows until every pair of group and label is as frequent as the most frequent one.",
  sources: [
    "Xu et al., Modeling Tabular Data using Conditional GAN, NeurIPS 2019, doi:10.48550/arXiv.1907.00503",
    "Gulrajani et al., Improved Training of Wasserstein GANs, NeurIPS 2017, doi:10.48550/arXiv.1704.00028",
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
    const { missingCounts } = await import("./gan/counts.ts");
    const { qualityTable } = await import("./quality/quality-table.ts");
    const table = await inputs.data.read();
    const choice = { params, fairness: undefined, counts: missingCounts };
    const data = await addGeneratedRows(table, choice, context);
    return { data, quality: await qualityTable(data, table.numRows, context.signal) };
  },
});
