import { z } from "zod";
import { columnList } from "../column-list.ts";
import { defineStep } from "../step.ts";
import type { Step } from "../step.ts";

const params = z
  .strictObject({
    numeric: z
      .union([z.enum(["median", "mean"]), z.number()], {
        error: "expected median, mean or a number",
      })
      .default("median")
      .describe("What fills a missing number: the training rows' median or mean, or a number."),
    categorical: z
      .string()
      .min(1)
      .default("mode")
      .describe("What fills a missing category: the training rows' commonest (mode), or a word."),
    columns: columnList
      .optional()
      .describe("Columns to fill; by default the features and the columns without a role."),
  })
  .describe("Fill missing values, by what the training rows hold.");

/** Parameters of the step `impute`. */
export type ImputeParams = z.output<typeof params>;

/** Fills missing values. */
export const imputeStep: Step = defineStep({
  name: "impute",
  params,
  bare: {},
  fits: ({ numeric, categorical }) => typeof numeric === "string" || categorical === "mode",
  load: async () => (await import("./impute.ts")).impute,
});
