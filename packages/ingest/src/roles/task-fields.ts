import { z } from "zod";

/** Fields for a schema of a stage or a recipe whose table has a label. */
export const taskFields = {
  task: z
    .enum(["binary", "multiclass", "regression"])
    .optional()
    .describe("What kind of label it is. Taken as binary where exactly two classes occur."),
  positive: z
    .union([z.string(), z.number(), z.boolean()])
    .transform(String)
    .optional()
    .describe(
      "The label's favourable class, for a binary task. Taken as 1, true or yes where one class reads so.",
    ),
};

/** What a table's label is, and its favourable class. */
export type TaskChoice = z.output<z.ZodObject<typeof taskFields>>;
