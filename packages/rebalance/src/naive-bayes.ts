import { portableLog } from "@fairline/numeric";
import type { Feature } from "@fairline/arrow";

/** Adds to a variance this part of the column's own: a class in which a column is constant does not decide alone. */
const SMOOTHING = 1e-9;

/**
 * Scores rows by a naive Bayes classifier that is fitted on the same rows.
 *
 * Given the class, features are independent: numbers and the elements of embeddings normal, with the class's mean and variance
 * (divided by n); categories multinomial, each counted once more than it occurs (Laplace). A missing value says nothing, in fitting and in
 * scoring. A column of numbers that is constant, or that has a value in one class only, says nothing either. Linear in rows and columns.
 *
 * @param rows - Row numbers; nothing else is looked at.
 * @param labels - 1 or 0 per row of `rows`; both occur.
 * @returns Log odds of label 1 per row of `rows`, in nats.
 * @see Hastie, Tibshirani and Friedman (2009), section 6.6.3
 */
export function naiveBayesLogOdds(
  features: readonly Feature[],
  rows: Uint32Array,
  labels: Uint8Array,
): Float64Array {
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const prior = portableLog(positives / (labels.length - positives));
  const logOdds = new Float64Array(rows.length).fill(prior);
  for (const feature of features) {
    if (feature.type === "category") addCategory(logOdds, feature, { rows, labels });
    else {
      const size = feature.type === "number" ? 1 : feature.size;
      for (let element = 0; element < size; element++) {
        const values = Float64Array.from(rows, (row) => feature.values[row * size + element]!);
        addNormal(logOdds, values, labels);
      }
    }
  }
  return logOdds;
}

function addCategory(
  logOdds: Float64Array,
  { codes, values }: Feature & { readonly type: "category" },
  { rows, labels }: { readonly rows: Uint32Array; readonly labels: Uint8Array },
): void {
  const counts = new Float64Array(2 * values.length);
  for (let i = 0; i < rows.length; i++) {
    const code = codes[rows[i]!]!;
    if (code >= 0) counts[2 * code + labels[i]!]! += 1;
  }
  const totals = [0, 0];
  let seen = 0;
  for (let code = 0; code < values.length; code++) {
    if (counts[2 * code]! + counts[2 * code + 1]! > 0) seen += 1;
    for (const y of [0, 1] as const) totals[y]! += counts[2 * code + y]!;
  }
  const share = (code: number, y: number): number =>
    (counts[2 * code + y]! + 1) / (totals[y]! + seen);
  const evidence = Float64Array.from(values, (_, code) =>
    portableLog(share(code, 1) / share(code, 0)),
  );
  for (let i = 0; i < rows.length; i++) {
    const code = codes[rows[i]!]!;
    if (code >= 0) logOdds[i]! += evidence[code]!;
  }
}

function addNormal(logOdds: Float64Array, values: Float64Array, labels: Uint8Array): void {
  const all = moments(values, () => true);
  const [no, yes] = [0, 1].map((y) => moments(values, (i) => labels[i] === y));
  if (!(all.variance > 0) || no!.count === 0 || yes!.count === 0) return;
  const floor = SMOOTHING * all.variance;
  const spread = { no: no!.variance + floor, yes: yes!.variance + floor };
  const constant = portableLog(spread.no / spread.yes) / 2;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    const [fromNo, fromYes] = [value - no!.mean, value - yes!.mean];
    logOdds[i]! +=
      constant + (fromNo * fromNo) / spread.no / 2 - (fromYes * fromYes) / spread.yes / 2;
  }
}

/** Number, mean and variance of the values that are there. */
function moments(
  values: Float64Array,
  isIn: (i: number) => boolean,
): { readonly count: number; readonly mean: number; readonly variance: number } {
  let [count, sum] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i]) || !isIn(i)) continue;
    count += 1;
    sum += values[i]!;
  }
  const mean = sum / count;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i]) && isIn(i)) squares += (values[i]! - mean) ** 2;
  }
  return { count, mean, variance: squares / count };
}
