import { findRoot } from "../root/chandrupatla.ts";
import { criticalValues } from "../simultaneous/critical-values.ts";
import { scoreTestPower } from "./score-test-power.ts";

/** What a gap is to be shown with. */
export interface PowerChoice {
  /** In (0, 1): 0.95 for a test at 5 %. */
  readonly level: number;
  /** The chance with which the gap is to be shown, in (0, 1): 0.8. */
  readonly power: number;
}

/** The smallest differences that a test would show, by which way they run. */
export interface DetectableGap {
  /** With the higher rate in the first group; NaN where no difference that leaves the rate over both groups would be shown. */
  readonly firstHigher: number;
  /** With the higher rate in the second group. */
  readonly secondHigher: number;
}

/**
 * The smallest true difference between the rates of two groups that {@link scoreTest} would show with the chosen power, given
 * the numbers of rows and the rate over both groups.
 *
 * @param first - Rows of the first group, or their effective number; at least 1.
 * @param second - Those of the second.
 * @param rate - The rate over both groups, in (0, 1).
 * @throws RangeError if `level` is outside its range.
 */
export function detectableGap(
  first: number,
  second: number,
  rate: number,
  choice: PowerChoice,
): DetectableGap {
  const { simultaneous } = criticalValues([{ kind: "pairs", groups: 2 }], choice.level);
  return {
    firstHigher: smallestGap(first, second, rate, { z: simultaneous, power: choice.power }),
    secondHigher: smallestGap(second, first, rate, { z: simultaneous, power: choice.power }),
  };
}

/**
 * The same for the pair of groups that would hide the largest gap among several: the two smallest, at the critical value for all
 * pairs at once.
 *
 * @param n - Rows of each group, or their effective numbers; those with 0 are left out.
 * @returns NaN both for fewer than two groups.
 * @throws RangeError if `level` is outside its range.
 */
export function detectableGapOfWorstPair(
  n: ArrayLike<number>,
  rate: number,
  choice: PowerChoice,
): DetectableGap {
  const sizes = Float64Array.from(n)
    .filter((size) => size > 0)
    .sort();
  const { simultaneous } = criticalValues([{ kind: "pairs", groups: sizes.length }], choice.level);
  const [first, second] = sizes;
  if (first === undefined || second === undefined) {
    return { firstHigher: Number.NaN, secondHigher: Number.NaN };
  }
  return {
    firstHigher: smallestGap(first, second, rate, { z: simultaneous, power: choice.power }),
    secondHigher: smallestGap(second, first, rate, { z: simultaneous, power: choice.power }),
  };
}

/** With the rate over both groups kept: the higher group rises by its share of the other, and the lower falls. */
function smallestGap(
  higher: number,
  lower: number,
  rate: number,
  { z, power }: { readonly z: number; readonly power: number },
): number {
  const [rise, fall] = [lower / (higher + lower), higher / (higher + lower)];
  const most = Math.min((1 - rate) / rise, rate / fall);
  const missing = (gap: number): number =>
    scoreTestPower(
      { share: Math.min(1, rate + gap * rise), n: higher },
      { share: Math.max(0, rate - gap * fall), n: lower },
      z,
    ) - power;
  return missing(0) < 0 && missing(most) >= 0 ? findRoot(missing, 0, most) : Number.NaN;
}
