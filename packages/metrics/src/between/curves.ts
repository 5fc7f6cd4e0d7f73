import { portableExp, portableLog } from "@fairline/numeric";
import type { ScoreRows } from "../statistics/score-rows.ts";

/** A curve of straight pieces. */
export interface Curve {
  /** Ascending, from 0 to 1; equal values are an upright piece. */
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** The ROC curve: false positive rate and true positive rate as the threshold falls. Undefined unless both labels occur. */
export function rocCurve({ score, label, weight }: ScoreRows): Curve | undefined {
  const [x, y] = [new Float64Array(score.length + 1), new Float64Array(score.length + 1)];
  let [positives, negatives, points] = [0, 0, 1];
  for (let row = score.length - 1; row >= 0; row--) {
    const mass = weight === undefined ? 1 : weight[row]!;
    positives += mass * label[row]!;
    negatives += mass * (1 - label[row]!);
    if (row > 0 && score[row - 1] === score[row]) continue;
    x[points] = negatives;
    y[points] = positives;
    points++;
  }
  if (!(positives > 0 && negatives > 0)) return undefined;
  for (let i = 0; i < points; i++) {
    x[i]! /= negatives;
    y[i]! /= positives;
  }
  return { x: x.subarray(0, points), y: y.subarray(0, points) };
}

/** The area between two curves, wherever either is above. */
export function areaBetween(first: Curve, second: Curve): number {
  const [x, other] = [first.x, second.x];
  let [area, i, j, from] = [0, 0, 0, 0];
  while (from < 1) {
    while (x[i + 1]! <= from) i++;
    while (other[j + 1]! <= from) j++;
    const to = Math.min(x[i + 1]!, other[j + 1]!);
    const start = at(first, i, from) - at(second, j, from);
    const end = at(first, i, to) - at(second, j, to);
    area += (to - from) * meanDistance(start, end);
    from = to;
  }
  return area;
}

/** The value on the piece that begins at point `i`. */
function at({ x, y }: Curve, i: number, value: number): number {
  const [left, right] = [x[i]!, x[i + 1]!];
  return y[i]! + ((value - left) / (right - left)) * (y[i + 1]! - y[i]!);
}

/** The mean distance from 0 of what goes straight from one value to another. */
function meanDistance(start: number, end: number): number {
  const [a, b] = [Math.abs(start), Math.abs(end)];
  return start * end >= 0 ? (a + b) / 2 : (a * a + b * b) / (2 * (a + b));
}

/** The area between the cumulative distributions of two sets of scores: the least mean distance by which one becomes the other. */
export function cumulativeArea(first: ScoreRows, second: ScoreRows): number {
  const [a, b] = [first.score, second.score];
  const [step, otherStep] = [1 / massOf(first), 1 / massOf(second)];
  const [weight, otherWeight] = [first.weight, second.weight];
  let [i, j, below, belowOther, area, from] = [0, 0, 0, 0, 0, 0];
  while (i < a.length || j < b.length) {
    const to = Math.min(i < a.length ? a[i]! : 1, j < b.length ? b[j]! : 1);
    area += (to - from) * Math.abs(below * step - belowOther * otherStep);
    for (; i < a.length && a[i] === to; i++) below += weight === undefined ? 1 : weight[i]!;
    for (; j < b.length && b[j] === to; j++) {
      belowOther += otherWeight === undefined ? 1 : otherWeight[j]!;
    }
    from = to;
  }
  return area;
}

function massOf({ score, weight }: ScoreRows): number {
  return weight === undefined ? score.length : weight.reduce((sum, mass) => sum + mass, 0);
}

/** Points of a density curve. */
const POINTS = 257;

/**
 * The density of scores at equally spaced points from 0 to 1, by Gaussian kernels of Scott's bandwidth, as SciPy's `gaussian_kde`
 * has it. Scores are shared out between the two points beside them, which changes the density by less than a thousandth as a rule.
 *
 * @returns Undefined where all scores are equal, or there are fewer than two effective rows.
 * @see Scott, "Multivariate density estimation", Wiley 1992
 */
export function densityCurve({ score, weight }: ScoreRows): Curve | undefined {
  const shares = new Float64Array(POINTS);
  let [mass, squares, first, second] = [0, 0, 0, 0];
  for (let row = 0; row < score.length; row++) {
    const w = weight?.[row] ?? 1;
    const place = score[row]! * (POINTS - 1);
    const left = Math.min(Math.floor(place), POINTS - 2);
    shares[left]! += w * (left + 1 - place);
    shares[left + 1]! += w * (place - left);
    mass += w;
    squares += w * w;
    first += w * score[row]!;
    second += w * score[row]! * score[row]!;
  }
  const n = (mass * mass) / squares;
  const variance = ((second / mass - (first / mass) * (first / mass)) * n) / (n - 1);
  if (!(variance > 1e-12)) return undefined;
  const bandwidth = portableExp(-portableLog(n) / 5) * Math.sqrt(variance);
  const kernel = Float64Array.from({ length: POINTS }, (_, i) => {
    const z = i / (POINTS - 1) / bandwidth;
    return portableExp((-z * z) / 2) / (Math.sqrt(2 * Math.PI) * bandwidth * mass);
  });
  const x = new Float64Array(POINTS);
  const y = new Float64Array(POINTS);
  // Further away a kernel adds less than 1e-13 of its height.
  const reach = Math.ceil(8 * bandwidth * (POINTS - 1));
  for (let i = 0; i < POINTS; i++) x[i] = i / (POINTS - 1);
  for (let k = 0; k < POINTS; k++) {
    const share = shares[k]!;
    if (share === 0) continue;
    const end = Math.min(POINTS - 1, k + reach);
    for (let i = Math.max(0, k - reach); i <= end; i++) y[i]! += share * kernel[Math.abs(i - k)]!;
  }
  return { x, y };
}
