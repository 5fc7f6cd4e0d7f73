import { shareOf } from "../threads/share.ts";
import type { Share } from "../threads/share.ts";
import { GROUP } from "./memory.ts";
import type { GrowthMemory } from "./memory.ts";

/** Lays the bins of the columns of each group beside each other, for a part of the rows. */
export function weaveWords(
  { bins, words, rows }: GrowthMemory,
  columns: number,
  share: Share,
): void {
  const bytes = new Uint8Array(words.buffer);
  const [from, to] = shareOf(rows, share);
  for (let position = 0; position < columns; position++) {
    const start = Math.floor(position / GROUP) * rows * GROUP + (position % GROUP);
    const column = position * rows;
    for (let row = from; row < to; row++) bytes[start + row * GROUP] = bins[column + row]!;
  }
}
