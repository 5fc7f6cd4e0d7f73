import { z } from "zod";
import { defineStep } from "../step.ts";
import type { Step } from "../step.ts";

const params = z
  .record(
    z.string().min(1),
    z.record(
      z.string(),
      z
        .union([z.string(), z.number(), z.null()])
        .transform((to) => (to === null ? to : String(to))),
    ),
  )
  .describe(
    "Columns, their values and what they become; null makes a value missing, others stay. The column then holds words.",
  );

/** Parameters of the step `map-values`: by column, its values and what they become. */
export type MapValuesParams = z.output<typeof params>;

/** Replaces values by others. */
export const mapValuesStep: Step = defineStep({
  name: "map-values",
  params,
  load: async () => (await import("./map-values.ts")).mapValues,
});
