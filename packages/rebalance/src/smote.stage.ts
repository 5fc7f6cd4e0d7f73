import { defineStage } from "@fairline/core";
import type { Stage } from "@fairline/core";
import type {} from "@fairline/arrow";
import { z } from "zod";

const params = z
  .strictObject({
    method: z
      .enum(["smote", "borderline", "adasyn"])
      .default("smote")
      .describe(
        "Where new rows start. smote: from any row. borderline: from rows at least half of whose neighbours, but not all, have another label. adasyn: from every row as often as its neighbours have other labels.",
      ),
    by: z
      .enum(["label", "group", "both"])
      .default("both")
      .describe("What is brought into balance: labels, groups, or every pair of group and label."),
    to: z
      .union([z.enum(["equal", "independent"]), z.record(z.string(), z.number().gt(0).max(1))])
      .default("equal")
      .describe(
        "equal: all as frequent as the most frequent. independent: as frequent as if group and label were independent; only by: both. Or the share of each by name, as in rebalance/resample.",
      ),
    neighbours: z
      .int()
      .min(1)
      .default(5)
      .describe("How many nearest rows of its class a row may be joined with."),
    "border-neighbours": z
      .int()
      .min(1)
      .default(10)
      .describe("How many nearest rows of any class say whether a row lies at a border."),
    scale: z
      .boolean()
      .default(true)
      .describe(
        "Divides every number by its standard deviation when measuring distances, so that units do not matter.",
      ),
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
        "Columns that neighbours are found by and that new rows differ in; those with the role feature if left out.",
      ),
    mark: z
      .string()
      .min(1)
      .default("synthetic")
      .describe(
        "Column that tells the rows apart: 1 for a new row, else 0. It gets the role ignored.",
      ),
  })
  .superRefine(({ by, to, attributes }, context) => {
    const refuse = (path: string, message: string): void => {
      context.addIssue({ code: "custom", path: [path], message });
    };
    if (to === "independent" && by !== "both") {
      refuse(
        "to",
        `to: independent is about pairs of group and label; it needs by: both, not by: ${by}`,
      );
    }
    if (typeof to === "object") {
      const sum = Object.values(to).reduce((a, b) => a + b, 0);
      if (Math.abs(sum - 1) > 1e-9) refuse("to", `the shares sum to ${String(sum)}, not to 1`);
    }
    if (attributes !== undefined && by === "label") {
      refuse(
        "attributes",
        "by: label looks at no groups; leave attributes out, or choose by: both",
      );
    }
  });

/** Parameters of `rebalance/smote`. */
export type SmoteParams = z.output<typeof params>;

/** Stage `rebalance/smote`. */
export const smoteStage: Stage = defineStage({
  name: "rebalance/smote",
  summary:
    "Adds training rows between neighbours of the same class, until labels, groups or both are in balance.",
  sources: [
    "Chawla et al., SMOTE: Synthetic Minority Over-sampling Technique, J. Artif. Intell. Res. 16 (2002), doi:10.1613/jair.953",
    "Han, Wang and Mao, Borderline-SMOTE: A New Over-Sampling Method in Imbalanced Data Sets Learning, ICIC 2005, doi:10.1007/11538059_91",
    "He et al., ADASYN: Adaptive Synthetic Sampling Approach for Imbalanced Learning, IJCNN 2008, doi:10.1109/IJCNN.2008.4633969",
  ],
  params,
  inputs: { data: { kind: "table", summary: "Rows with features, a label, groups and a split." } },
  outputs: {
    data: {
      kind: "table",
      summary: "All the rows in order, then the new ones, all training rows.",
    },
  },
  seeded: true,
  async run({ inputs, params, context }) {
    const { smoteTable } = await import("./smote-table.ts");
    return { data: smoteTable(await inputs.data.read(), params, context) };
  },
});
