import type { ComparedRows } from "./sampled-rows.ts";

/**
 * The largest difference between the distribution functions of a number among added rows and among weighted real rows, in [0, 1]; NaN where either
 * has no value. Missing values are left out.
 *
 * @param values - Per row of the table.
 * @see Kolmogorov and Smirnov's statistic
 */
export function numberDistance(values: Float64Array, rows: ComparedRows): number {
  const { real, added, weights } = rows;
  const points: { readonly value: number; readonly real: number; readonly added: number }[] = [];
  for (const [i, row] of real.entries()) {
    if (!Number.isNaN(values[row]))
      points.push({ value: values[row]!, real: weights[i]!, added: 0 });
  }
  for (const row of added) {
    if (!Number.isNaN(values[row])) points.push({ value: values[row]!, real: 0, added: 1 });
  }
  const totals = points.reduce(
    (sum, point) => [sum[0]! + point.real, sum[1]! + point.added],
    [0, 0],
  );
  if (totals[0] === 0 || totals[1] === 0) return Number.NaN;
  points.sort((a, b) => a.value - b.value);
  let [below, belowAdded, largest] = [0, 0, 0];
  for (const [i, point] of points.entries()) {
    below += point.real;
    belowAdded += point.added;
    if (points[i + 1]?.value === point.value) continue;
    largest = Math.max(largest, Math.abs(below / totals[0]! - belowAdded / totals[1]!));
  }
  return largest;
}

/**
 * Half the sum of the differences between the shares of categories among added rows and among weighted real rows, in [0, 1]; missing is a category.
 *
 * @param codes - Per row of the table.
 */
export function categoryDistance(
  codes: Int32Array,
  { real, added, weights }: ComparedRows,
): number {
  const differences = new Map<number, number>();
  const add = (code: number, share: number): void => {
    differences.set(code, (differences.get(code) ?? 0) + share);
  };
  const total = weights.reduce((a, b) => a + b, 0);
  for (const [i, row] of real.entries()) add(codes[row]!, weights[i]! / total);
  for (const row of added) add(codes[row]!, -1 / added.length);
  return [...differences.values()].reduce((sum, value) => sum + Math.abs(value), 0) / 2;
}
