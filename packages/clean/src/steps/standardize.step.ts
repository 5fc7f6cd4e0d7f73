import { z } from "zod";
import { columnList } from "../column-list.ts";
import { defineStep } from "../step.ts";
import type { Step } from "../step.ts";

const params = z
  .strictObject({
    columns: columnList
      .optional()
      .describe("Columns to scale; by default the numeric features and columns without a role."),
  })
  .describe(
    "Subtract the training rows' mean and divide by their standard deviation. Models do this themselves; units are lost.",
  );

/** Parameters of the step `standardize`. */
export type StandardizeParams = z.output<typeof params>;

/** Gives numbers mean 0 and standard deviation 1. */
export const standardizeStep: Step = defineStep({
  name: "standardize",
  params,
  bare: {},
  fits: () => true,
  load: async () => (await import("./standardize.ts")).standardize,
});
