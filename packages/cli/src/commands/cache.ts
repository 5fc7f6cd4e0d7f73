import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Store } from "@fairline/store";
import type { Amount } from "@fairline/store/upkeep";
import { Command } from "commander";
import type { ExitCode } from "../exit-code.ts";
import type { JsonFlags, StoreFlags } from "./flags.ts";
import { addExamples, addJsonFlag, addStoreFlag, parseCount } from "./flags.ts";
import type { DefineCommand } from "./command-context.ts";
import type { Terminal } from "../terminal.ts";

type CacheFlags = StoreFlags & JsonFlags;

interface GcFlags extends CacheFlags {
  readonly keepRuns: number;
  readonly yes?: boolean;
}

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
    finish(await stats(flags, terminal));
  });
};

const verifyCommand: DefineCommand = ({ terminal, finish }) => {
  const command = new Command("verify")
    .summary("check every byte of the store")
    .description(
      "Reads every object and every action and checks them against their digests. What is damaged is dropped,\n" +
        "so that the next run makes it anew. Exits with 1 if something was.",
    );
  addExamples(addJsonFlag(addStoreFlag(command)), [
    ["fairline cache verify", "after a disk failed"],
  ]);
  return command.action(async (flags: CacheFlags) => {
    finish(await verify(flags, terminal));
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
    finish(await gc(flags, terminal));
  });
};

async function stats(flags: CacheFlags, terminal: Terminal): Promise<ExitCode> {
  const [{ cacheStats }, { statsText }, { dataFolder }] = await Promise.all([
    import("@fairline/store/upkeep"),
    import("../render/cache.ts"),
    import("../session/settings.ts"),
  ]);
  const store = await openStore(flags, terminal);
  const downloads = amountIn(dataFolder(store.directory));
  const found = { ...(await cacheStats(store)), downloads };
  terminal.out(flags.json === true ? `${JSON.stringify(found, null, 2)}\n` : statsText(found));
  return 0;
}

async function verify(flags: CacheFlags, terminal: Terminal): Promise<ExitCode> {
  const [{ cacheVerify }, { verifiedText }, { makeStyle }] = await Promise.all([
    import("@fairline/store/upkeep"),
    import("../render/cache.ts"),
    import("../format/style.ts"),
  ]);
  const found = await cacheVerify(await openStore(flags, terminal));
  terminal.out(
    flags.json === true
      ? `${JSON.stringify(found, null, 2)}\n`
      : verifiedText(found, makeStyle(terminal.outColor)),
  );
  return found.damaged.length === 0 ? 0 : 1;
}

async function gc(flags: GcFlags, terminal: Terminal): Promise<ExitCode> {
  const [{ cacheGc }, { collectionText }, { makeStyle }] = await Promise.all([
    import("@fairline/store/upkeep"),
    import("../render/cache.ts"),
    import("../format/style.ts"),
  ]);
  const { keepRuns, yes = false } = flags;
  const found = await cacheGc(await openStore(flags, terminal), {
    keepRuns,
    dryRun: !yes,
    onWait: ({ pid, host }) => {
      const who = `process ${String(pid)} on ${host}`;
      terminal.err(`Waits up to a minute to see whether ${who} is still at work.\n`);
    },
  });
  terminal.out(
    flags.json === true
      ? `${JSON.stringify(found, null, 2)}\n`
      : collectionText(found, makeStyle(terminal.outColor)),
  );
  return yes && found.heldBy !== undefined ? 1 : 0;
}

async function openStore(flags: CacheFlags, terminal: Terminal): Promise<Store> {
  const [store, { storePath }] = await Promise.all([
    import("@fairline/store"),
    import("../session/settings.ts"),
  ]);
  return await store.openStore(storePath(flags, terminal));
}

/** The files in a folder and their bytes; none where there is no folder. */
function amountIn(folder: string): Amount {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const bytes = names.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  return { count: names.length, bytes };
}
