import { membersOf } from "@fairline/arrow";
import type { Partition } from "@fairline/arrow";
import { apportion, sizesOf } from "./class-sizes.ts";

/**
 * Chooses rows whose label is to be changed, so that every group has the same share of positive labels.
 *
 * The number of positive labels stays; each group gets its share of them, up to whole rows. Where a group has too few, its negative
 * rows of the highest scores become positive; where it has too many, its positive rows of the lowest scores become
 * negative. Of equal scores the first rows are taken. No fewer changes reach that.
 *
 * @param labels - 0 or 1 per row.
 * @param scores - Per row: the higher, the likelier positive.
 * @returns The rows to change, ascending.
 * @see Kamiran and Calders (2012), section 5.1, "massaging", for two groups
 */
export function rowsToRelabel(
  group: Partition,
  labels: Uint8Array,
  scores: Float64Array,
): Uint32Array {
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const targets = apportion(positives, sizesOf(group));
  const changed = membersOf(group).flatMap((members, g) => {
    const [no, yes] = [0, 1].map((y) => members.filter((row) => labels[row] === y));
    const lack = targets[g]! - yes!.length;
    return lack >= 0
      ? [...no!.sort((a, b) => scores[b]! - scores[a]!).subarray(0, lack)]
      : [...yes!.sort((a, b) => scores[a]! - scores[b]!).subarray(0, -lack)];
  });
  return Uint32Array.from(changed).sort();
}
