import type { Amount, CacheStats, CacheVerification, Collection } from "@fairline/store/upkeep";
import { bytesText, countText } from "../format/amount.ts";
import { columnsText } from "../format/columns.ts";
import type { Style } from "../format/style.ts";

/** What a store holds, and the downloads beside its results. */
export function statsText(stats: CacheStats & { readonly downloads: Amount }): string {
  const { directory, objects, actions, runs, temporary, downloads } = stats;
  return `${directory}\n${amountsText({ objects, actions, runs, temporary, downloads })}`;
}

/** Whether everything in a store is as it was stored. */
export function verifiedText(
  { objects, actions, damaged }: CacheVerification,
  style: Style,
): string {
  const checked = `${countText(objects, "object")} and ${countText(actions, "action")}`;
  if (damaged.length === 0) return `${style.good("Whole")}: ${checked} are as they were stored.\n`;
  const lines = damaged.map((what) => `  ${what}\n`).join("");
  return `${style.bad("Damaged")}: of ${checked}, these were damaged and have been dropped:\n${lines}The next run makes what it needs of them again.\n`;
}

/** What a garbage collection removed, or could. */
export function collectionText(found: Collection, style: Style): string {
  const { dryRun, runs, actions, objects, temporary, heldBy } = found;
  const amounts = amountsText({ objects, actions, temporary });
  const list = `  ${countText(runs.length, "old run")}\n${amounts}`;
  if (dryRun) return `Could be freed:\n${list}Free it: fairline cache gc --yes\n`;
  if (heldBy !== undefined) {
    const who = `process ${String(heldBy.pid)} on ${heldBy.host}`;
    return `${style.warn("Nothing was removed")}: a run is under way (${who}). Try again when it has ended.\n`;
  }
  return `${style.good("Freed")}:\n${list}`;
}

function amountsText(amounts: Readonly<Record<string, Amount>>): string {
  const rows = Object.entries(amounts).map(([name, { count, bytes }]) => [
    name,
    countText(count, "", ""),
    bytesText(bytes),
  ]);
  return columnsText(rows, { right: [1, 2], indent: 2 });
}
