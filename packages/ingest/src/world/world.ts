import { z } from "zod";
import { rolesSchema } from "../roles/roles.ts";
import { taskFields } from "../roles/task-fields.ts";
import { variableSchema } from "./variable.ts";

/** What `twins.to` says for the other one of two levels. */
export const FLIP = "flip";

/** A simulated world and what to make of it, but for what its parts have to do with one another. */
export const worldSchema = z.strictObject({
  rows: z.int().min(1).max(10_000_000).default(10_000).describe("How many people to simulate."),
  variables: z
    .record(z.string().min(1), variableSchema)
    .describe("The variables by name, each with its distribution given its parents."),
  roles: rolesSchema
    .prefault({})
    .describe("Which columns play which part. An id that is no variable becomes a row number."),
  "sensitive-as-features": z
    .boolean()
    .default(false)
    .describe("Sensitive columns are features too; otherwise only those that feature lists."),
  ...taskFields,
  unfair: z
    .array(z.string().regex(/->/, "expected a path: attribute -> variable"))
    .default([])
    .describe(
      "Beginnings of the paths that carry an unfair effect: `sex -> income` is every path by that arrow.",
    ),
  twins: z
    .strictObject({
      attribute: z.string().describe("The variable to set."),
      to: z
        .union([z.string(), z.number()])
        .transform(String)
        .default(FLIP)
        .describe("A level to set for everybody, or `flip` for the other one of two."),
    })
    .optional()
    .describe("Fills the output `twins` with every row as it would be with another attribute."),
});

/** What {@link worldSchema} gives. */
export type World = z.output<typeof worldSchema>;

/** The steps of an arrow path: `sex -> income` is `["sex", "income"]`. */
export function arrowPath(text: string): string[] {
  return text.split("->").map((name) => name.trim());
}
