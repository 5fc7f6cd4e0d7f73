import { SMALL_GROUP } from "@fairline/core";
import type { Cell } from "./figure-cell.ts";

/** What stands below a table. */
export interface Footnotes {
  /** Why figures are missing, numbered from 1 in order of appearance. */
  readonly numbered: ReadonlyMap<string, number>;
  /** What a dagger in the table means; undefined where it has none. */
  readonly dagger: string | undefined;
}

/** Collects the notes of a table's cells, each once. */
export function footnotes(cells: readonly Cell[], dagger: string | undefined): Footnotes {
  const notes = new Set(cells.flatMap(({ note }) => (note === undefined ? [] : [note])));
  return { numbered: new Map([...notes].map((note, i) => [note, i + 1])), dagger };
}

/** The number of a cell's note; undefined where it has none. */
export function noteNumber({ numbered }: Footnotes, { note }: Cell): number | undefined {
  return note === undefined ? undefined : numbered.get(note);
}

/** What a dagger means beside a figure between groups; undefined where no figure has one. */
export function daggerNote(hasDagger: boolean): string | undefined {
  return hasDagger
    ? `† Rests on a group of fewer than ${String(SMALL_GROUP)} rows: read with care.`
    : undefined;
}
