import { resolve } from "node:path";
import { fetchFile, listRecipes, readRecipe, recipeExternals } from "@fairline/ingest";
import type { LocatedRecipe } from "@fairline/ingest";
import { openStore } from "@fairline/store";
import type { ExitCode } from "../exit-code.ts";
import { jsonText } from "../format/json.ts";
import { outStyle } from "../format/style.ts";
import { recipesText, recipeText } from "../render/recipe.ts";
import type { JsonFlags, StoreFlags } from "../session/flags.ts";
import { dataFolder, readSettings } from "../session/settings.ts";
import type { Terminal } from "../terminal.ts";

/** Options of `fairline data pull`. */
export interface PullFlags extends StoreFlags, JsonFlags {
  readonly mirror?: string;
}

/** Lists the built-in recipes. */
export async function listData({ json = false }: JsonFlags, terminal: Terminal): Promise<ExitCode> {
  const recipes = await listRecipes();
  const data = recipes.map(({ name, recipe }) => ({
    name,
    title: recipe.title,
    licence: recipe.licence,
    rows: recipe.expect.rows ?? null,
  }));
  terminal.out(json ? jsonText(data) : recipesText(data, outStyle(terminal)));
  return 0;
}

/** Describes a data set. */
export async function showData(
  name: string,
  { json = false }: JsonFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const located = await locate(name, terminal);
  terminal.out(
    json
      ? jsonText({ name: located.name, ...located.recipe })
      : recipeText(located, outStyle(terminal)),
  );
  return 0;
}

/** Downloads the files of a data set, or finds them under the mirror, and checks them. */
export async function pullData(
  name: string,
  flags: PullFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const located = await locate(name, terminal);
  const { store, mirror } = await readSettings(flags, terminal);
  await openStore(store);
  const files: { file: string; sha256: string; path: string }[] = [];
  for (const external of recipeExternals(located)) {
    if (external.type !== "download") continue;
    const path = await fetchFile(external, { cacheDir: dataFolder(store), mirror });
    files.push({ file: external.mirror, sha256: external.sha256.join(" or "), path });
  }
  if (flags.json === true) terminal.out(jsonText(files));
  else if (files.length === 0) terminal.out(`${located.name} needs no download.\n`);
  else terminal.out(files.map(({ file, path }) => `checked ${file}: ${path}\n`).join(""));
  return 0;
}

async function locate(name: string, { cwd }: Terminal): Promise<LocatedRecipe> {
  return await readRecipe(name, (path) => resolve(cwd, path));
}
