import { z } from "zod";
import { strictObject } from "../strict-object.ts";

/** Roles of one column each. A column with one of them has no other. */
export const SINGLE_ROLES = ["label", "prediction", "score", "weight", "id", "split"] as const;

const one = (summary: string): z.ZodOptional<z.ZodString> =>
  z.string().min(1).optional().describe(summary);

const several = z
  .union([z.string().min(1), z.array(z.string().min(1))], {
    error: "expected a column or a list of columns",
  })
  .default([])
  .transform((names) => (typeof names === "string" ? [names] : names));

const shape = {
  label: one("Column with the truth that a model learns, or that decisions are held against."),
  prediction: one("Column with a decision that was taken: a class of the label."),
  score: one("Column with an estimated probability of the positive class, in [0, 1]."),
  weight: one("Column that says how much a row counts; at least 0."),
  id: one("Column that names the person or case."),
  split: one("Column with train, validation or test."),
  sensitive: several.describe("Columns by whose groups gaps are assessed; one name or a list."),
  ignored: several.describe("Columns to keep out of everything; one name or a list."),
  feature: z
    .union([z.literal("rest"), z.array(z.string().min(1))], {
      error: "expected rest or a list of columns",
    })
    .default("rest")
    .describe(
      "Columns that a model may learn from. `rest`, the default: every number and category without another role.",
    ),
};

/** Which columns play which part, as a pipeline file or a recipe says it. */
export const rolesSchema = strictObject(shape, "role").superRefine((roles, context) => {
  const roleOf = new Map<string, string>();
  const claim = (name: string, role: keyof typeof shape): void => {
    const other = roleOf.get(name);
    if (other === undefined) roleOf.set(name, role);
    else if (!(other === "sensitive" && role === "feature")) {
      context.addIssue({
        code: "custom",
        path: [role],
        message: `column "${name}" cannot have the roles ${other} and ${role}`,
      });
    }
  };
  for (const role of SINGLE_ROLES) {
    const name = roles[role];
    if (name !== undefined) claim(name, role);
  }
  for (const name of roles.ignored) claim(name, "ignored");
  for (const name of roles.sensitive) claim(name, "sensitive");
  if (roles.feature !== "rest") for (const name of roles.feature) claim(name, "feature");
});

/** What {@link rolesSchema} gives. */
export type Roles = z.output<typeof rolesSchema>;
