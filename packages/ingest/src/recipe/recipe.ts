import { nameHint } from "@fairline/core";
import { z } from "zod";
import { COLUMN_TYPES } from "../file/column-types.ts";
import { csvFields } from "../file/csv-options.ts";
import { SINGLE_ROLES, rolesSchema } from "../roles/roles.ts";
import { taskFields } from "../roles/task-fields.ts";
import { rowConditionSchema } from "./row-condition.ts";

const text = z.string().min(1);

/** One file of a recipe: on the web, known by its checksum, or beside the recipe. */
const file = z
  .strictObject({
    url: z.url().optional().describe("Where the file is downloaded from."),
    sha256: z
      .preprocess(
        (given) => (typeof given === "string" ? [given] : given),
        z.array(z.string().regex(/^[0-9a-f]{64}$/, "must be 64 lower-case hexadecimal digits"), {
          error: "must be 64 lower-case hexadecimal digits, or a list of such texts",
        }),
      )
      .default([])
      .describe("Accepted checksums; the first is the original's."),
    mirror: text
      .refine((path) => !/^([/\\]|[A-Za-z]:)|(^|[/\\])\.\.([/\\]|$)/.test(path), {
        error: "must be a path below the mirror directory",
      })
      .optional()
      .describe("Path below a mirror directory."),
    path: text.optional().describe("Path of a local file, relative to the recipe."),
  })
  .superRefine((given, context) => {
    const isRemote =
      given.url !== undefined && given.sha256.length > 0 && given.mirror !== undefined;
    const isLocal = given.path !== undefined && given.url === undefined;
    if (isRemote === isLocal) {
      context.addIssue({
        code: "custom",
        message: "a file has either url, sha256 and mirror, or path",
      });
    }
  });

/** One column of a recipe's table. */
const column = z.strictObject({
  type: z.enum(COLUMN_TYPES).describe("How its words are read."),
  description: text.describe("What it says about a row, with its unit."),
  from: text.optional().describe("The field's name in the file, if it is another."),
  occurrence: z.int().min(1).optional().describe("Which field of that name, if it is repeated."),
  map: z.record(z.string(), z.string()).default({}).describe("Words and what they become."),
});

/** A table of counts: every row is a combination of values and how many cases have it. */
const counts = z.strictObject({
  columns: z.array(text).min(1).describe("Names of the values in a row."),
  rows: z
    .array(z.array(z.union([z.string(), z.number()])))
    .min(1)
    .describe("Values, then how many cases have them."),
});

const shape = {
  title: text.describe("Short name with its year."),
  description: text.describe("What a row is and what is to be predicted."),
  homepage: z.url().optional().describe("Page about the data set."),
  licence: text.describe("Licence, or `none stated`."),
  citation: z.array(text).min(1).describe("How to cite it."),
  caveats: z.array(text).default([]).describe("What the literature says to keep in mind."),
  files: z.array(file).default([]).describe("Files with the same columns, read one after another."),
  counts: counts.optional().describe("The data itself, as a table of counts."),
  format: z.strictObject(csvFields).prefault({}).describe("How the files are written."),
  columns: z
    .record(text, column)
    .describe("The table's columns in order. A field that none of them names is never stored."),
  keep: z.array(rowConditionSchema).default([]).describe("Conditions that every kept row meets."),
  roles: rolesSchema.describe("Which columns play which part."),
  ...taskFields,
  expect: z
    .strictObject({
      rows: z.int().min(1).optional().describe("Rows after the conditions."),
      "base-rate": z.number().min(0).max(1).optional().describe("Share of the positive class."),
    })
    .prefault({})
    .describe("Known facts, checked whenever the data is read."),
};

/**
 * A data set: where it comes from, what its columns are, and what to keep in mind. What the schema gives is valid input
 * again.
 */
export const recipeSchema = z.strictObject(shape).superRefine((recipe, context) => {
  const refuse = (path: readonly (string | number)[], message: string, hint?: string): void => {
    context.addIssue({ code: "custom", path: [...path], message, params: { hint } });
  };
  if (recipe.files.length > 0 === (recipe.counts !== undefined)) {
    refuse(["files"], "a recipe has either files or counts");
  }
  const names = Object.keys(recipe.columns);
  const known = (path: readonly (string | number)[], name: string): void => {
    if (!names.includes(name)) {
      refuse(path, `there is no column "${name}"`, nameHint(name, names, "columns"));
    }
  };
  for (const role of SINGLE_ROLES) {
    const name = recipe.roles[role];
    if (name !== undefined) known(["roles", role], name);
  }
  const { sensitive, ignored, feature } = recipe.roles;
  for (const name of sensitive) known(["roles", "sensitive"], name);
  for (const name of ignored) known(["roles", "ignored"], name);
  if (feature !== "rest") for (const name of feature) known(["roles", "feature"], name);
  for (const [at, { column: name }] of recipe.keep.entries()) known(["keep", at, "column"], name);
  const fields = recipe.counts?.columns ?? recipe.format.columns;
  for (const [name, { from = name }] of Object.entries(recipe.columns)) {
    if (fields !== undefined && !fields.includes(from)) {
      refuse(["columns", name], `there is no field "${from}"`, nameHint(from, fields, "fields"));
    }
  }
  for (const [at, row] of (recipe.counts?.rows ?? []).entries()) {
    const count = row.at(-1);
    if (row.length === fields!.length + 1 && Number.isInteger(count) && Number(count) >= 0)
      continue;
    refuse(["counts", "rows", at], `must be a value of ${fields!.join(", ")}, then a count`);
  }
});

/** What {@link recipeSchema} gives. */
export type Recipe = z.output<typeof recipeSchema>;
/** One file of a recipe. */
export type RecipeFile = z.output<typeof file>;
/** One column of a recipe's table. */
export type RecipeColumn = z.output<typeof column>;
/** A recipe's table of counts. */
export type RecipeCounts = z.output<typeof counts>;
