import { defineStage } from "@fairline/core";
import type { Stage } from "@fairline/core";
import type {} from "@fairline/arrow";
import { z } from "zod";

const params = z
  .strictObject({
    method: z
      .enum(["over", "under"])
      .describe("over adds copies of training rows; under leaves training rows out."),
    by: z
      .enum(["label", "group", "both"])
      .default("both")
      .describe("What is brought into balance: labels, groups, or every pair of group and label."),
    to: z
      .enum(["equal", "independent"])
      .default("equal")
      .describe(
        "equal: all as frequent as one another. independent: as frequent as if group and label were independent, the shares of both kept; only by: both.",
      ),
    attributes: z
      .array(z.string())
      .min(1)
      .optional()
      .describe(
        "Sensitive columns whose combinations are the groups; those with the role sensitive if left out. A missing value in a training row is an error.",
      ),
  })
  .superRefine(({ by, to, attributes }, context) => {
    if (to === "independent" && by !== "both") {
      context.addIssue({
        code: "custom",
        path: ["to"],
        message: `to: independent is about pairs of group and label; it needs by: both, not by: ${by}`,
      });
    }
    if (attributes !== undefined && by === "label") {
      context.addIssue({
        code: "custom",
        path: ["attributes"],
        message: "by: label looks at no groups; leave attributes out, or choose by: both",
      });
    }
  });

/** Parameters of `rebalance/resample`. */
export type ResampleParams = z.output<typeof params>;

/** Stage `rebalance/resample`. */
export const resampleStage: Stage = defineStage({
  name: "rebalance/resample",
  summary: "Copies training rows or leaves some out, until labels, groups or both are in balance.",
  sources: [
    "Kamiran and Calders, Data preprocessing techniques for classification without discrimination, Knowl. Inf. Syst. 33 (2012), doi:10.1007/s10115-011-0463-8",
  ],
  params,
  inputs: { data: { kind: "table", summary: "Rows with a label, groups and a split." } },
  outputs: {
    data: {
      kind: "table",
      summary: "The rows that are kept, in order, then copies; only training rows change.",
    },
  },
  seeded: true,
  async run({ inputs, params, context }) {
    const { resampleTable } = await import("./resample-table.ts");
    return { data: resampleTable(await inputs.data.read(), params, context) };
  },
});
