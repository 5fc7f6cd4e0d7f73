import { readBySchema } from "@fairline/yaml";
import { recipeSchema } from "./recipe.ts";
import type { Recipe } from "./recipe.ts";

/**
 * Reads a recipe from its YAML text.
 *
 * @param path - Absolute path of the file.
 * @param name - What messages call it.
 * @throws FairlineError `FILE_INVALID` with every problem, each with its location.
 */
export function parseRecipe(text: string, path: string, name: string): Recipe {
  return readBySchema({ file: path, text }, recipeSchema, {
    code: "FILE_INVALID",
    file: `the recipe ${name}`,
    kind: "a recipe",
    hint: "See datasets/README.md for what a recipe holds.",
  });
}
