import { lstatSync, readdirSync, statSync } from "node:fs";
import type { BigIntStats } from "node:fs";
import { dirname, join } from "node:path";
import type { Action } from "./action.ts";

/** What {@link identityOf} said of files, by path. */
export type Identities = ReadonlyMap<string, string>;

/** The identities of the files outside the store that an action reads. */
export function identitiesOf({ readFiles }: Pick<Action, "readFiles">): Identities {
  return new Map(readFiles.map(({ path }) => [path, identityOf(path)]));
}

/**
 * What the file system tells of a file or folder of the user's and of everything below it: it differs where any of them was
 * written, replaced, renamed or given other rights meanwhile, also where it holds the same bytes again.
 *
 * The links on the way to it are part of it. What is not there is said to be so.
 */
export function identityOf(path: string): string {
  const parts: string[] = [];
  const seen = new Set<string>();
  const visit = (at: string): void => {
    const own = lstatSync(at, { bigint: true, throwIfNoEntry: false });
    const stat =
      own?.isSymbolicLink() === true ? statSync(at, { bigint: true, throwIfNoEntry: false }) : own;
    parts.push(`${at}\0${signatureOf(own)}${stat === own ? "" : ` ${signatureOf(stat)}`}`);
    if (stat?.isDirectory() !== true) return;
    const node = `${String(stat.dev)}:${String(stat.ino)}`;
    if (seen.has(node)) return;
    seen.add(node);
    for (const name of readdirSync(at).sort()) visit(join(at, name));
  };
  for (let above = dirname(path); above !== dirname(above); above = dirname(above)) {
    const stat = lstatSync(above, { bigint: true, throwIfNoEntry: false });
    if (stat?.isSymbolicLink() === true) parts.push(`${above}\0${signatureOf(stat)}`);
  }
  visit(path);
  return parts.join("\n");
}

function signatureOf(stat: BigIntStats | undefined): string {
  if (stat === undefined) return "nothing";
  const { dev, ino, mode, size, mtimeNs, ctimeNs } = stat;
  return [dev, ino, mode, size, mtimeNs, ctimeNs].join(":");
}
