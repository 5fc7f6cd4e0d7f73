import { Command } from "commander";
import type { JsonFlags } from "../session/flags.ts";
import type { DefineCommand } from "./command-context.ts";
import type { PullFlags } from "./data.action.ts";
import { addExamples, addJsonFlag, addMirrorFlag, addStoreFlag } from "./options.ts";

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
    finish(await (await import("./data.action.ts")).listData(flags, terminal));
  });
};

const showCommand: DefineCommand = ({ terminal, finish }) => {
  const command = new Command("show")
    .summary("describe a data set")
    .description("Says where a data set comes from, its licence, columns, roles and caveats.")
    .argument("<recipe>", "a built-in recipe, or the path of your own");
  addExamples(addJsonFlag(command), [["fairline data show adult", "everything about one"]]);
  return command.action(async (name: string, flags: JsonFlags) => {
    finish(await (await import("./data.action.ts")).showData(name, flags, terminal));
  });
};

const pullCommand: DefineCommand = ({ terminal, finish }) => {
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
    finish(await (await import("./data.action.ts")).pullData(name, flags, terminal));
  });
};
