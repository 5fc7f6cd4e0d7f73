import { readFile, readdir } from "node:fs/promises";
import { basename, dirname, join, resolve as absolute } from "node:path";
import { fileURLToPath } from "node:url";
import type { ExternalInput, JsonValue } from "@fairline/core";
import { FairlineError, nameHint } from "@fairline/core";
import type { Recipe } from "./recipe.ts";

/** A recipe and the file that it was read from. */
export interface LocatedRecipe {
  /** `adult` for a built-in recipe; else the file's name without its extension. */
  readonly name: string;
  /** Absolute path. */
  readonly path: string;
  readonly recipe: Recipe;
}

const EXTENSION = ".yaml";

/** The built-in recipes stand at the top of the repository, as far from `src` as from `dist`. */
const FOLDER = fileURLToPath(new URL("../../../../datasets/", import.meta.url));

/** All built-in recipes, by name. @throws FairlineError as {@link readRecipe} */
export async function listRecipes(): Promise<readonly LocatedRecipe[]> {
  return Promise.all((await builtInNames()).map((name) => readRecipe(name, absolute)));
}

/**
 * Reads a built-in recipe by name, or a user's own by path.
 *
 * @param dataset - A path if it holds a slash or ends in `.yaml` or `.yml`, else a name.
 * @param resolve - Turns a path as the user wrote it into an absolute one.
 * @throws FairlineError `PARAM_INVALID` for an unknown name, `FILE_MISSING`, or `FILE_INVALID` with every problem of
 *   the file, each with its location.
 */
export async function readRecipe(
  dataset: string,
  resolve: (path: string) => string,
): Promise<LocatedRecipe> {
  const isPath = /[/\\]|\.ya?ml$/i.test(dataset);
  if (!isPath) {
    const names = await builtInNames();
    if (!names.includes(dataset)) {
      throw new FairlineError("PARAM_INVALID", `there is no dataset recipe "${dataset}"`, {
        hint: `${nameHint(dataset, names, "recipes")} A recipe of your own is given by its path: ./${dataset}.yaml.`,
      });
    }
  }
  const path = isPath ? resolve(dataset) : join(FOLDER, `${dataset}${EXTENSION}`);
  const place = isPath ? dataset : `datasets/${dataset}${EXTENSION}`;
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new FairlineError("FILE_MISSING", `cannot read the recipe ${place}`, {
      cause,
      hint: "Check the path; it is relative to the pipeline file.",
    });
  });
  const { parseRecipe } = await import("./parse-recipe.ts");
  const name = isPath ? basename(path).replace(/\.[^.]*$/, "") : dataset;
  return { name, path, recipe: parseRecipe(text, path, place) };
}

/**
 * What a run of the recipe reads: the recipe itself, so that comments and layout change no key, and its files.
 * The value is named `recipe`, file i `file-<i>`, from 0.
 */
export function recipeExternals({ name, path, recipe }: LocatedRecipe): ExternalInput[] {
  const files = recipe.files.map((file, i): ExternalInput => {
    const port = recipeFileName(i);
    if (file.path !== undefined) {
      const local = absolute(dirname(path), file.path);
      return { type: "file", name: port, path: local, param: ["dataset"] };
    }
    // The schema gives a file without a path both of these.
    const { url, mirror } = file as { readonly url: string; readonly mirror: string };
    return { type: "download", name: port, url, sha256: file.sha256, mirror };
  });
  // A parsed YAML document holds JSON values only; undefined keys are dropped here.
  const value = JSON.parse(JSON.stringify({ name, recipe })) as JsonValue;
  return [{ type: "value", name: "recipe", value }, ...files];
}

/** The name under which file i of a recipe is declared. */
export function recipeFileName(i: number): string {
  return `file-${String(i)}`;
}

async function builtInNames(): Promise<string[]> {
  const files = await readdir(FOLDER).catch((cause: unknown) => {
    throw new FairlineError("FILE_MISSING", `cannot read the folder of recipes ${FOLDER}`, {
      cause,
      hint: "Give a recipe by its path: dataset: ./my-data.yaml.",
    });
  });
  return files
    .filter((file) => file.endsWith(EXTENSION))
    .map((file) => file.slice(0, -EXTENSION.length))
    .sort();
}
