import { z } from "zod";

const words = z.preprocess(
  (given) => (Array.isArray(given) || given === undefined ? given : [given]),
  z.array(z.union([z.string(), z.number()]).transform(String)).optional(),
);

/** A condition on one column of a recipe. A row whose value is missing never meets it. */
export const rowConditionSchema = z.strictObject({
  column: z.string().min(1).describe("The column that it is about."),
  min: z.number().optional().describe("Least number that is kept."),
  max: z.number().optional().describe("Greatest number that is kept."),
  in: words.describe("Words that are kept."),
  not: words.describe("Words that are dropped."),
});

/** What {@link rowConditionSchema} gives. */
export type RowCondition = z.output<typeof rowConditionSchema>;
