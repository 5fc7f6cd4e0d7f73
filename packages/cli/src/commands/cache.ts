import { Command } from "commander";
import type { CacheFlags, GcFlags } from "./cache.action.ts";
import type { DefineCommand } from "./command-context.ts";
import { addExamples, addJsonFlag, addStoreFlag, parseCount } from "./options.ts";

/** `fairline cache`: what the store holds, whether it is whole, and freeing space. */
export const cacheCommand: DefineCommand = (context) => {
  const command = new Command("cache")
    .summary("measure, check and clean the store")
    .helpCommand("help [command]", "print help on a command")
    .description(
      "Works with the store, where every result is kept under the digest of its content.",
    );
  addExamples(command, [
    ["fairline cache stats", "what it holds"],
    ["fairline cache verify", "is every byte as it was stored?"],
    ["fairline cache gc --yes", "free what the last ten runs do not need"],
  ]);
  for (const define of [statsCommand, verifyCommand, gcCommand])
    command.addCommand(define(context));
  return command;
};

const statsCommand: DefineCommand = ({ terminal, finish }) => {
  const command = new Command("stats")
    .summary("say what the store holds")
    .description("Counts the objects, actions and runs of the store, and their bytes.");
  addExamples(addJsonFlag(addStoreFlag(command)), [["fairline cache stats", "what it holds"]]);
  return command.action(async (flags: CacheFlags) => {
    finish(await (await import("./cache.action.ts")).stats(flags, terminal));
  });
};

const verifyCommand: DefineCommand = ({ terminal, finish }) => {
  const command = new Command("verify")
    .summary("check every byte of the store")
    .description(
      "Reads every object and every action and checks them against their digests. What is damaged is dropped,\n" +
        "so that the next run makes it again. Exits with 1 if something was.",
    );
  addExamples(addJsonFlag(addStoreFlag(command)), [
    ["fairline cache verify", "after a disk failed"],
  ]);
  return command.action(async (flags: CacheFlags) => {
    finish(await (await import("./cache.action.ts")).verify(flags, terminal));
  });
};

const gcCommand: DefineCommand = ({ terminal, finish }) => {
  const command = new Command("gc")
    .summary("free what old runs left behind")
    .description(
      "Says what the newest runs do not need, and with --yes removes it. Nothing is removed while a run is\n" +
        "under way.",
    )
    .option("--keep-runs <n>", "so many of the newest runs keep their results", parseCount, 10)
    .option("-y, --yes", "remove it");
  addExamples(addJsonFlag(addStoreFlag(command)), [
    ["fairline cache gc", "what could be freed"],
    ["fairline cache gc --keep-runs 1 --yes", "keep the results of the last run only"],
  ]);
  return command.action(async (flags: GcFlags) => {
    finish(await (await import("./cache.action.ts")).gc(flags, terminal));
  });
};
