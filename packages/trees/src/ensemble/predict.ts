import { FairlineError } from "@fairline/core";
import { categoryLookup } from "../bins/category-bins.ts";
import { checkColumns } from "../check-columns.ts";
import type { Column } from "../column.ts";
import { lossOf, outputsOf } from "../objective.ts";
import { checkFeatures } from "./check-features.ts";
import { isListed, treeCount } from "./ensemble.ts";
import type { Ensemble } from "./ensemble.ts";

/** Rows whose values are laid out together: few enough for a processor's cache to hold them while trees go over them. */
const BLOCK = 512;

/**
 * The raw scores of rows: log odds for a logistic loss, the estimate itself for a squared one.
 *
 * Costs one walk down each tree a row. The scores of training rows are those that the fit ended with, bit for bit.
 *
 * @param columns - Those that the trees were grown on, in the same order.
 * @returns Row-major, one per output.
 * @throws FairlineError `COLUMN_MISSING`, `COLUMN_TYPE`, `LENGTH_MISMATCH` or `VALUE_INVALID` where columns do not fit.
 */
export function predictRaw(ensemble: Ensemble, columns: readonly Column[]): Float64Array {
  checkFeatures(ensemble.features, columns);
  const rows = checkColumns(columns);
  const outputs = outputsOf(ensemble.objective);
  const raw = new Float64Array(rows * outputs);
  for (let at = 0; at < raw.length; at++) raw[at] = ensemble.base[at % outputs]!;
  const readers = columns.map((column, place) => readerOf(ensemble, column, place));
  const block = new Float64Array(BLOCK * columns.length);
  for (let from = 0; from < rows; from += BLOCK) {
    const to = Math.min(rows, from + BLOCK);
    readers.forEach((read, place) => {
      for (let row = from; row < to; row++)
        block[(row - from) * columns.length + place] = read(row);
    });
    for (let tree = 0; tree < treeCount(ensemble); tree++) {
      addTree(
        ensemble,
        tree,
        { block, width: columns.length, rows: to - from },
        raw.subarray(from * outputs),
      );
    }
  }
  return raw;
}

/**
 * The probabilities of rows: that of label 1 for a logistic loss, those of all classes for softmax.
 *
 * @returns Row-major, one per output; those of a row sum to 1 for softmax.
 * @throws FairlineError `TASK_UNSUPPORTED` for another loss, and as {@link predictRaw} does.
 */
export function predictProbability(ensemble: Ensemble, columns: readonly Column[]): Float64Array {
  const toProbabilities = lossOf(ensemble.objective)?.toProbabilities;
  if (toProbabilities === undefined) {
    throw new FairlineError(
      "TASK_UNSUPPORTED",
      `trees grown on a ${ensemble.objective.loss} loss have no probabilities`,
      { hint: "Use their raw scores, or grow trees on a logistic or a softmax loss." },
    );
  }
  const raw = predictRaw(ensemble, columns);
  toProbabilities(raw, outputsOf(ensemble.objective));
  return raw;
}

/** Reads a column as numbers: values, or the places of categories among those that are known; NaN where missing. */
function readerOf({ features }: Ensemble, column: Column, place: number): (row: number) => number {
  if (column.kind === "numeric") return (row) => column.values[row]!;
  const feature = features[place]!;
  const codes = feature.kind === "category" ? feature.codes : new Int32Array();
  const binOf = categoryLookup(codes);
  return (row) => {
    const bin = binOf(column.codes[row]!);
    return bin === codes.length ? Number.NaN : bin;
  };
}

interface Block {
  /** Row-major. */
  readonly block: Float64Array;
  readonly width: number;
  readonly rows: number;
}

function addTree(
  ensemble: Ensemble,
  tree: number,
  { block, width, rows }: Block,
  raw: Float64Array,
): void {
  const { feature, threshold, subset, missingLeft, left, right, value, subsets } = ensemble;
  const root = ensemble.treeStarts[tree]!;
  const outputs = ensemble.base.length;
  let at = tree % outputs;
  for (let row = 0; row < rows; row++, at += outputs) {
    let node = root;
    for (let split = feature[node]!; split >= 0; split = feature[node]!) {
      const x = block[row * width + split]!;
      let isLeft = x <= threshold[node]!;
      if (x !== x) isLeft = missingLeft[node] === 1;
      else if (subset[node]! >= 0) isLeft = isListed(subsets, subset[node]!, x);
      node = isLeft ? left[node]! : right[node]!;
    }
    raw[at]! += value[node]!;
  }
}
