import type { RowEncoder } from "@fairline/model";

/** Bytes that encoded rows may take. */
const BUDGET = 512 * 1024 ** 2;

/** Marks a row that is not kept. */
const NOT_KEPT = 2 ** 32 - 1;

/**
 * An encoder that has encoded the rows of some splits once, since training reads them in every epoch.
 *
 * The array that `encode` gives is written over by its next call for as many rows: a fresh one for every batch costs
 * more than the copy.
 *
 * Where they would take more than the budget it encodes on each call, as the one that it was given does.
 *
 * @param splits - Lists of row numbers that do not overlap.
 * @param budgetBytes - 4 bytes per row and input are needed.
 */
export function cachedEncoder(
  encoder: RowEncoder,
  splits: readonly Uint32Array[],
  budgetBytes: number = BUDGET,
): RowEncoder {
  const { rows, width } = encoder;
  const count = splits.reduce((total, split) => total + split.length, 0);
  if (4 * count * width > budgetBytes) return encoder;
  const kept = new Uint32Array(count);
  const places = new Uint32Array(rows).fill(NOT_KEPT);
  let place = 0;
  for (const split of splits) {
    for (const row of split) {
      kept[place] = row;
      places[row] = place++;
    }
  }
  const matrix = encoder.encode(kept);
  const targets = new Map<number, Float32Array>();
  return {
    rows,
    width,
    encode(wanted) {
      const target = targets.get(wanted.length) ?? new Float32Array(wanted.length * width);
      targets.set(wanted.length, target);
      for (let i = 0; i < wanted.length; i++) {
        const at = places[wanted[i]!]!;
        if (at === NOT_KEPT) return encoder.encode(wanted);
        target.set(matrix.subarray(at * width, (at + 1) * width), i * width);
      }
      return target;
    },
  };
}
