import { openStore, type LocalStore } from "@fairline/store";
import { amountOf, cacheGc, cacheStats, cacheVerify } from "@fairline/store/upkeep";
import type { ExitCode } from "../exit-code.ts";
import { jsonText } from "../format/json.ts";
import { outStyle } from "../format/style.ts";
import { collectionText, statsText, verifiedText } from "../render/cache.ts";
import type { JsonFlags, StoreFlags } from "../session/flags.ts";
import { dataFolder, storePath } from "../session/settings.ts";
import type { Terminal } from "../terminal.ts";

/** Options of every command under `fairline cache`. */
export type CacheFlags = StoreFlags & JsonFlags;

/** Options of `fairline cache gc`. */
export interface GcFlags extends CacheFlags {
  readonly keepRuns: number;
  readonly yes?: boolean;
}

/** Counts what the store holds. */
export async function stats(flags: CacheFlags, terminal: Terminal): Promise<ExitCode> {
  const store = await storeOf(flags, terminal);
  const downloads = amountOf(dataFolder(store.directory));
  const found = { ...cacheStats(store), downloads };
  terminal.out(flags.json === true ? jsonText(found) : statsText(found));
  return 0;
}

/** Checks every byte of the store. */
export async function verify(flags: CacheFlags, terminal: Terminal): Promise<ExitCode> {
  const found = await cacheVerify(await storeOf(flags, terminal));
  terminal.out(flags.json === true ? jsonText(found) : verifiedText(found, outStyle(terminal)));
  return found.damaged.length === 0 ? 0 : 1;
}

/** Tells what the newest runs do not need, and removes it where that was asked for. */
export async function gc(flags: GcFlags, terminal: Terminal): Promise<ExitCode> {
  const { keepRuns, yes = false } = flags;
  const found = await cacheGc(await storeOf(flags, terminal), {
    keepRuns,
    dryRun: !yes,
    onWait: ({ pid, host }) => {
      const who = `process ${String(pid)} on ${host}`;
      terminal.err(`Waits up to a minute to see whether ${who} is still at work.\n`);
    },
  });
  terminal.out(flags.json === true ? jsonText(found) : collectionText(found, outStyle(terminal)));
  return yes && found.heldBy !== undefined ? 1 : 0;
}

async function storeOf(flags: CacheFlags, terminal: Terminal): Promise<LocalStore> {
  return await openStore(storePath(flags, terminal));
}
