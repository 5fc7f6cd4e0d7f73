import { z } from "zod";

/** The parameter that says what becomes of rows whose group is missing, or was not seen when the rule was fitted. */
export const missingParam: z.ZodDefault<
  z.ZodEnum<{ refuse: "refuse"; overall: "overall"; model: "model" }>
> = z
  .enum(["refuse", "overall", "model"])
  .default("refuse")
  .describe(
    "What becomes of rows whose group is missing or was never seen, here and at prediction. refuse: an error. overall: the rule fitted on all validation rows alike. model: the model's own rule, as it was.",
  );

/** Its values. */
export type Missing = z.output<typeof missingParam>;

/** The same where nothing is fitted on all rows alike: refused, or left to the model's own rule. */
export const missingOwnParam: z.ZodDefault<z.ZodEnum<{ refuse: "refuse"; model: "model" }>> = z
  .enum(["refuse", "model"])
  .default("refuse")
  .describe(
    "What becomes of rows whose group is missing or was never seen, here and at prediction. refuse: an error. model: they are treated as the model does without this stage.",
  );
