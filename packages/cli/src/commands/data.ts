import { resolve } from "node:path";
import type { LocatedRecipe } from "@fairline/ingest";
import { Command } from "commander";
import type { ExitCode } from "../exit-code.ts";
import type { JsonFlags, StoreFlags } from "./flags.ts";
import { addExamples, addJsonFlag, addMirrorFlag, addStoreFlag } from "./flags.ts";
import type { DefineCommand, CommandContext } from "./command-context.ts";
import type { Terminal } from "../terminal.ts";

interface PullFlags extends StoreFlags, JsonFlags {
  readonly mirror?: string;
}

/** `fairline data`: dataset recipes. */
export const dataCommand: DefineCommand = (context) => {
  const command = new Command("data")
    .summary("list, show and download data sets")
    .helpCommand("help [command]", "print help on a command")
    .description(
      "Works with dataset recipes: where data comes from, its checksum, licence, columns and roles.",
    );
  addExamples(command, [
    ["fairline data list", "the built-in recipes"],
    ["fairline data show adult", "source, licence, columns and caveats of one"],
    ["fairline data pull adult", "download it and check it"],
  ]);
  for (const define of [listCommand, showCommand, pullCommand]) command.addCommand(define(context));
  return command;
};

const listCommand: DefineCommand = ({ terminal, finish }) => {
  const command = new Command("list").summary("list the built-in recipes");
  addExamples(addJsonFlag(command.description("Lists the built-in recipes.")), [
    ["fairline data list", "what there is"],
  ]);
  return command.action(async (flags: JsonFlags) => {
    finish(await list(flags, terminal));
  });
};

const showCommand: DefineCommand = ({ terminal, finish }) => {
  const command = new Command("show")
    .summary("describe a data set")
    .description("Says where a data set comes from, its licence, columns, roles and caveats.")
    .argument("<recipe>", "a built-in recipe, or the path of your own");
  addExamples(addJsonFlag(command), [["fairline data show adult", "everything about one"]]);
  return command.action(async (name: string, flags: JsonFlags) => {
    finish(await show(name, flags, terminal));
  });
};

const pullCommand = ({ terminal, finish }: CommandContext): Command => {
  const command = new Command("pull")
    .summary("download a data set and check it")
    .description(
      "Downloads the files of a data set into the store, or finds them under the mirror, and checks their sha256.",
    )
    .argument("<recipe>", "a built-in recipe, or the path of your own");
  addJsonFlag(addMirrorFlag(addStoreFlag(command)));
  addExamples(command, [
    ["fairline data pull adult", "before going where there is no network"],
    ["fairline data pull adult --mirror ../datasets", "check local copies"],
  ]);
  return command.action(async (name: string, flags: PullFlags) => {
    finish(await pull(name, flags, terminal));
  });
};

async function list({ json = false }: JsonFlags, terminal: Terminal): Promise<ExitCode> {
  const [{ listRecipes }, { recipesText }, { makeStyle }] = await Promise.all([
    import("@fairline/ingest"),
    import("../render/recipe.ts"),
    import("../format/style.ts"),
  ]);
  const recipes = await listRecipes();
  const data = recipes.map(({ name, recipe }) => ({
    name,
    title: recipe.title,
    licence: recipe.licence,
    rows: recipe.expect.rows ?? null,
  }));
  terminal.out(
    json ? `${JSON.stringify(data, null, 2)}\n` : recipesText(data, makeStyle(terminal.outColor)),
  );
  return 0;
}

async function show(
  name: string,
  { json = false }: JsonFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const [located, { recipeText }, { makeStyle }] = await Promise.all([
    locate(name, terminal),
    import("../render/recipe.ts"),
    import("../format/style.ts"),
  ]);
  terminal.out(
    json
      ? `${JSON.stringify({ name: located.name, ...located.recipe }, null, 2)}\n`
      : recipeText(located, makeStyle(terminal.outColor)),
  );
  return 0;
}

async function pull(name: string, flags: PullFlags, terminal: Terminal): Promise<ExitCode> {
  const [located, { recipeExternals, fetchFile }, { readSettings, dataFolder }] = await Promise.all(
    [locate(name, terminal), import("@fairline/ingest"), import("../session/settings.ts")],
  );
  const { store, mirror } = await readSettings(flags, terminal);
  const { openStore } = await import("@fairline/store");
  await openStore(store);
  const files: { file: string; sha256: string; path: string }[] = [];
  for (const external of recipeExternals(located)) {
    if (external.type !== "download") continue;
    const path = await fetchFile(external, { cacheDir: dataFolder(store), mirror });
    files.push({ file: external.mirror, sha256: external.sha256.join(" or "), path });
  }
  if (flags.json === true) terminal.out(`${JSON.stringify(files, null, 2)}\n`);
  else if (files.length === 0) terminal.out(`${located.name} needs no download.\n`);
  else terminal.out(files.map(({ file, path }) => `checked ${file}: ${path}\n`).join(""));
  return 0;
}

async function locate(name: string, { cwd }: Terminal): Promise<LocatedRecipe> {
  const { readRecipe } = await import("@fairline/ingest");
  return await readRecipe(name, (path) => resolve(cwd, path));
}
