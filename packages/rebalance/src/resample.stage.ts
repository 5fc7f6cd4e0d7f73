import { defineStage } from "@fairline/core";
import type { Stage } from "@fairline/core";
import type {} from "@fairline/arrow";
import { z } from "zod";

const params = z
  .strictObject({
    method: z
      .enum(["over", "under", "both", "bootstrap"])
      .describe(
        "over adds copies of training rows; under leaves training rows out; both does either where it is needed and keeps their number; bootstrap draws that many anew, with replacement.",
      ),
    by: z
      .enum(["label", "group", "both"])
      .default("both")
      .describe("What is brought into balance: labels, groups, or every pair of group and label."),
    to: z
      .union([
        z.enum(["equal", "independent", "same"]),
        z.record(z.string(), z.number().gt(0).max(1)),
      ])
      .default("equal")
      .describe(
        "equal: all as frequent as one another. independent: as frequent as if group and label were independent, the shares of both kept; only by: both. same: as frequent as they are, for method: bootstrap. Or the share of each by name, { F: 0.5, M: 0.5 }, or { F × yes: 0.2, … } by: both.",
      ),
    rows: z
      .int()
      .min(1)
      .optional()
      .describe(
        "Number of training rows in the result, for the methods both and bootstrap; as many as there are if left out.",
      ),
    attributes: z
      .array(z.string())
      .min(1)
      .optional()
      .describe(
        "Sensitive columns whose combinations are the groups; those with the role sensitive if left out. A missing value in a training row is an error.",
      ),
  })
  .superRefine(({ method, by, to, rows, attributes }, context) => {
    const refuse = (path: string, message: string): void => {
      context.addIssue({ code: "custom", path: [path], message });
    };
    if (to === "independent" && by !== "both") {
      refuse(
        "to",
        `to: independent is about pairs of group and label; it needs by: both, not by: ${by}`,
      );
    }
    if (to === "same" && method !== "bootstrap") {
      refuse("to", `to: same changes no share: it needs method: bootstrap, not ${method}`);
    }
    if (typeof to === "object") {
      const sum = Object.values(to).reduce((a, b) => a + b, 0);
      if (Math.abs(sum - 1) > 1e-9) refuse("to", `the shares sum to ${String(sum)}, not to 1`);
    }
    if (rows !== undefined && (method === "over" || method === "under")) {
      refuse(
        "rows",
        `with method: ${method} the classes decide how many rows there are; leave rows out, or choose both or bootstrap`,
      );
    }
    if (attributes !== undefined && by === "label") {
      refuse(
        "attributes",
        "by: label looks at no groups; leave attributes out, or choose by: both",
      );
    }
  });

/** Parameters of `rebalance/resample`. */
export type ResampleParams = z.output<typeof params>;

/** Stage `rebalance/resample`. */
export const resampleStage: Stage = defineStage({
  name: "rebalance/resample",
  summary:
    "Copies training rows, leaves some out or draws them anew, until labels, groups or both are in balance.",
  sources: [
    "Kamiran and Calders, Data preprocessing techniques for classification without discrimination, Knowl. Inf. Syst. 33 (2012), doi:10.1007/s10115-011-0463-8",
    "Efron and Tibshirani, An Introduction to the Bootstrap, Chapman & Hall 1993, doi:10.1201/9780429246593",
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
