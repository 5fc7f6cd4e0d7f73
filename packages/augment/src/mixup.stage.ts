import { defineStage } from "@fairline/core";
import type { Stage } from "@fairline/core";
import type {} from "@fairline/arrow";
import { z } from "zod";
import { markParam } from "./mark-param.ts";
import { QUALITY } from "./quality/port.ts";

const params = z
  .strictObject({
    alpha: z
      .number()
      .min(0.05)
      .default(0.4)
      .describe(
        "Both parameters of the beta distribution of a row's part in a mixture: 1 for any part alike, less for parts near 0 and 1.",
      ),
    between: z
      .enum(["any", "groups"])
      .default("any")
      .describe("any: any two training rows. groups: two rows of different groups (fair mixup)."),
    "same-label": z.boolean().default(false).describe("Mixes rows of the same label only."),
    share: z
      .number()
      .positive()
      .default(1)
      .describe("Number of mixtures, in shares of the training rows; may be more than 1."),
    attributes: z
      .array(z.string())
      .min(1)
      .optional()
      .describe(
        "Sensitive columns whose combinations are the groups, for between: groups; those with the role sensitive if left out. A missing value in a training row is then an error.",
      ),
    features: z
      .array(z.string())
      .min(1)
      .optional()
      .describe(
        "Columns to mix; those with the role feature if left out. Sensitive ones never are.",
      ),
    weight: z
      .string()
      .min(1)
      .default("weight")
      .describe("Name of the weight column to add where the table has none."),
    mark: markParam,
  })
  .superRefine(({ between, attributes }, context) => {
    if (attributes !== undefined && between === "any") {
      context.addIssue({
        code: "custom",
        path: ["attributes"],
        message: "between: any looks at no groups; leave attributes out, or choose between: groups",
      });
    }
  });

/** Parameters of `augment/mixup`. */
export type MixupParams = z.output<typeof params>;

/** Stage `augment/mixup`. */
export const mixupStage: Stage = defineStage({
  name: "augment/mixup",
  summary:
    "Adds mixtures of two training rows, weighted by either's part; between groups on request.",
  sources: [
    "Zhang et al., mixup: Beyond Empirical Risk Minimization, ICLR 2018, doi:10.48550/arXiv.1710.09412",
    "Chuang and Mroueh, Fair Mixup: Fairness via Interpolation, ICLR 2021, doi:10.48550/arXiv.2103.06503",
  ],
  params,
  inputs: { data: { kind: "table", summary: "Rows with features, a label and a split." } },
  outputs: {
    data: { kind: "table", summary: "All the rows in order, then two rows for every mixture." },
    quality: QUALITY,
  },
  seeded: true,
  async run({ inputs, params, context }) {
    const { addMixtures } = await import("./mixup-table.ts");
    const { qualityTable } = await import("./quality/quality-table.ts");
    const table = await inputs.data.read();
    const data = addMixtures(table, params, context);
    return { data, quality: await qualityTable(data, table.numRows, context.signal) };
  },
});
