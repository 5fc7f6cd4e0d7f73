import { binCount } from "./bins/feature-bins.ts";
import type { FeatureBins } from "./bins/feature-bins.ts";
import { GROUP_NUMBERS } from "./growth/histogram.ts";
import { BYTE_BINS, GROUP, STRIDE } from "./growth/memory.ts";
import type { GrowthMemory, OtherRows, TreeMemory } from "./growth/memory.ts";
import { KEPT_EXTREMES } from "./growth/pairs.ts";
import { sharedBytes, sharedFloats, sharedWords } from "./threads/shared-memory.ts";
import type { Rows } from "./training-data.ts";

/** What decides how much memory trees need. */
export interface GrowthSize {
  readonly rows: Rows;
  /** Where raw scores begin, one per output. */
  readonly base: Float64Array;
  /** Of the columns that trees may split. */
  readonly bins: readonly FeatureBins[];
  /** See `GrowthMemory.bins`; of the rows, and of the validation rows where there are any. */
  readonly coded: Uint8Array;
  readonly validation: { readonly bins: Uint8Array; readonly rows: number } | undefined;
  /** Per tree, at most. */
  readonly leaves: number;
  readonly threads: number;
}

/** Opens the memory that trees grow in: raw scores at their base, all else 0. */
export function openGrowth(size: GrowthSize): GrowthMemory {
  const { rows, base, coded, leaves, threads, validation } = size;
  const outputs = base.length;
  const starts = histogramStarts(size.bins);
  const histogramLength = starts.at(-1)!;
  const groups = (starts.length - 1) / GROUP;
  const raw = rawScores(rows.count, base);
  const outside = { rows: rows.count, bins: coded, raw, wanted: sharedWords(rows.count) };
  return {
    rows: rows.count,
    outputs,
    bins: coded,
    words: sharedWords(groups * rows.count),
    groups: sharedWords(groups),
    starts,
    pairs: sharedFloats(2 * rows.count),
    order: sharedWords(rows.count),
    collected: sharedFloats(2 * rows.count),
    lefts: sharedWords(rows.count),
    rights: sharedWords(rows.count),
    leftCounts: sharedWords(threads),
    histograms: sharedFloats(leaves * histogramLength),
    histogramLength,
    partials: Array.from({ length: threads }, () => sharedFloats(GROUP_NUMBERS)),
    extremes: sharedFloats(KEPT_EXTREMES * threads),
    labels: rows.labels,
    weights: rows.weights,
    raw,
    gradients: sharedFloats(rows.count * outputs),
    hessians: sharedFloats(rows.count * outputs),
    tree: treeMemory(leaves),
    others: validation === undefined ? [outside] : [outside, validationRows(validation, base)],
  };
}

/** Where the numbers of each column begin in a histogram, and after the last one where it ends. */
function histogramStarts(bins: readonly FeatureBins[]): Uint32Array {
  const positions = Math.max(1, Math.ceil(bins.length / GROUP)) * GROUP;
  const starts = sharedWords(positions + 1);
  for (let position = 0; position < positions; position++) {
    const of = bins[position];
    // Places that no column fills are in one bin.
    const slots = of === undefined ? 1 : binCount(of) + 1;
    starts[position + 1] = starts[position]! + slots * STRIDE;
  }
  return starts;
}

function rawScores(rows: number, base: Float64Array): Float64Array {
  const raw = sharedFloats(rows * base.length);
  for (let at = 0; at < raw.length; at++) raw[at] = base[at % base.length]!;
  return raw;
}

function treeMemory(leaves: number): TreeMemory {
  const nodes = 2 * leaves - 1;
  return {
    sides: sharedBytes(nodes * BYTE_BINS),
    positions: sharedWords(nodes),
    children: sharedWords(2 * nodes),
    values: sharedFloats(nodes),
    leaves: sharedWords(3 * leaves),
  };
}

function validationRows(
  { bins, rows }: { readonly bins: Uint8Array; readonly rows: number },
  base: Float64Array,
): OtherRows {
  const wanted = sharedWords(rows);
  for (let row = 0; row < rows; row++) wanted[row] = row;
  return { rows, bins, raw: rawScores(rows, base), wanted };
}
