import type {} from "@fairline/arrow";
import { defineStage } from "@fairline/core";
import type { Stage } from "@fairline/core";
import { z } from "zod";
import { rolesSchema } from "./roles/roles.ts";
import { taskFields } from "./roles/task-fields.ts";

const params = z.strictObject({
  dataset: z
    .string()
    .min(1)
    .describe(
      "Name of a built-in recipe (`fairline data list`), or the path of your own: ./my.yaml.",
    ),
  roles: rolesSchema
    .optional()
    .describe("Which columns play which part, instead of the recipe's roles."),
  "sensitive-as-features": z
    .boolean()
    .default(false)
    .describe("Sensitive columns are features too; otherwise only those that feature lists."),
  ...taskFields,
});

/** Parameters of `ingest/dataset`. */
export type DatasetParams = z.output<typeof params>;

/** Stage `ingest/dataset`. */
export const datasetStage: Stage = defineStage({
  name: "ingest/dataset",
  summary: "Reads a data set by its recipe: files by checksum, columns, roles, known facts.",
  params,
  inputs: {},
  outputs: { data: { kind: "table", summary: "The rows that the recipe keeps." } },
  async externals(given, resolve) {
    const { readRecipe, recipeExternals } = await import("./recipe/recipe-file.ts");
    return recipeExternals(await readRecipe(given.dataset, resolve));
  },
  async run({ params: given, context }) {
    const { readDataset } = await import("./dataset.ts");
    return { data: await readDataset(given, context) };
  },
});
