/** A column for measuring how columns go together; one value per row of the table. */
export type MeasuredColumn =
  | { readonly name: string; readonly type: "number"; readonly values: Float64Array }
  | { readonly name: string; readonly type: "category"; readonly codes: Int32Array };

/** Rows that count, and how much. */
export interface WeightedRows {
  readonly rows: Uint32Array;
  /** One per row of `rows`. */
  readonly weights: Float64Array;
}

/**
 * How two columns go together on some rows, rows without either value left out; 0 where one of them is constant.
 *
 * @returns Two numbers: Pearson's correlation, in [-1, 1]. Two of categories: Cramér's V, in [0, 1]. One of each: the correlation ratio, in [0, 1].
 */
export function association(a: MeasuredColumn, b: MeasuredColumn, rows: WeightedRows): number {
  if (a.type === "number" && b.type === "number") return correlation(a.values, b.values, rows);
  if (a.type === "category" && b.type === "category") return cramersV(a.codes, b.codes, rows);
  if (a.type === "category") {
    return b.type === "number" ? correlationRatio(a.codes, b.values, rows) : 0;
  }
  return b.type === "category" ? correlationRatio(b.codes, a.values, rows) : 0;
}

function correlation(x: Float64Array, y: Float64Array, { rows, weights }: WeightedRows): number {
  let [n, sx, sy] = [0, 0, 0];
  const has = (row: number): boolean => !Number.isNaN(x[row]! + y[row]!);
  for (const [i, row] of rows.entries()) {
    if (!has(row)) continue;
    n += weights[i]!;
    sx += weights[i]! * x[row]!;
    sy += weights[i]! * y[row]!;
  }
  let [xx, xy, yy] = [0, 0, 0];
  for (const [i, row] of rows.entries()) {
    if (!has(row)) continue;
    const [dx, dy] = [x[row]! - sx / n, y[row]! - sy / n];
    xx += weights[i]! * dx * dx;
    xy += weights[i]! * dx * dy;
    yy += weights[i]! * dy * dy;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
}

function correlationRatio(
  codes: Int32Array,
  values: Float64Array,
  { rows, weights }: WeightedRows,
): number {
  const sums = new Map<number, { weight: number; sum: number }>();
  const all = { weight: 0, sum: 0, squares: 0 };
  for (const [i, row] of rows.entries()) {
    const [code, value, weight] = [codes[row]!, values[row]!, weights[i]!];
    if (code < 0 || Number.isNaN(value)) continue;
    const own = sums.get(code) ?? { weight: 0, sum: 0 };
    sums.set(code, { weight: own.weight + weight, sum: own.sum + weight * value });
    all.weight += weight;
    all.sum += weight * value;
  }
  const mean = all.sum / all.weight;
  for (const [i, row] of rows.entries()) {
    const value = values[row]!;
    if (codes[row]! >= 0 && !Number.isNaN(value)) all.squares += weights[i]! * (value - mean) ** 2;
  }
  let between = 0;
  for (const { weight, sum } of sums.values()) {
    if (weight > 0) between += weight * (sum / weight - mean) ** 2;
  }
  return all.squares > 0 ? Math.sqrt(Math.min(1, between / all.squares)) : 0;
}

function cramersV(a: Int32Array, b: Int32Array, { rows, weights }: WeightedRows): number {
  const [ofA, ofB] = [new Map<number, number>(), new Map<number, number>()];
  const pairs = new Map<string, readonly [number, number, number]>();
  let total = 0;
  for (const [i, row] of rows.entries()) {
    const [one, other, weight] = [a[row]!, b[row]!, weights[i]!];
    if (one < 0 || other < 0 || weight === 0) continue;
    ofA.set(one, (ofA.get(one) ?? 0) + weight);
    ofB.set(other, (ofB.get(other) ?? 0) + weight);
    const key = `${String(one)} ${String(other)}`;
    pairs.set(key, [one, other, (pairs.get(key)?.[2] ?? 0) + weight]);
    total += weight;
  }
  const levels = Math.min(ofA.size, ofB.size) - 1;
  if (levels < 1) return 0;
  // Sum of n² / (row sum * column sum), less 1, is chi-square over n.
  let ratio = 0;
  for (const [one, other, weight] of pairs.values()) {
    ratio += (weight / ofA.get(one)!) * (weight / ofB.get(other)!);
  }
  return total > 0 ? Math.sqrt(Math.min(1, Math.max(0, ratio - 1) / levels)) : 0;
}
