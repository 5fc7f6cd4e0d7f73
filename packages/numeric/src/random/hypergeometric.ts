import { binomialProbability } from "../special/binomial.ts";
import type { Random } from "./random.ts";

/**
 * Draws how many successes are among `draws` rows taken without replacement from `successes` and `failures` rows.
 *
 * By inversion, from the likeliest number outwards: expected time of the order of the standard deviation.
 *
 * @param successes - Whole, at least 0.
 * @param failures - Whole, at least 0.
 * @param draws - Whole, in [0, successes + failures].
 * @see Devroye, "Non-uniform random variate generation", Springer 1986, section III.2.2,
 *   doi:10.1007/978-1-4613-8643-8
 */
export function drawHypergeometric(
  random: Random,
  successes: number,
  failures: number,
  draws: number,
): number {
  const total = successes + failures;
  const [least, most] = [Math.max(0, draws - failures), Math.min(draws, successes)];
  if (least === most) return least;
  const ratio = (k: number): number =>
    ((successes - k) * (draws - k)) / ((k + 1) * (failures - draws + k + 1));
  const mode = Math.floor(((draws + 1) * (successes + 1)) / (total + 2));
  const rate = draws / total;
  const atMode =
    binomialProbability(mode, successes, rate) *
    (binomialProbability(draws - mode, failures, rate) / binomialProbability(draws, total, rate));
  for (;;) {
    let left = random.uniform() - atMode;
    if (left < 0) return mode;
    let [below, above] = [atMode, atMode];
    for (let away = 1; mode - away >= least || mode + away <= most; away++) {
      above = mode + away <= most ? above * ratio(mode + away - 1) : 0;
      if ((left -= above) < 0) return mode + away;
      below = mode - away >= least ? below / ratio(mode - away) : 0;
      if ((left -= below) < 0) return mode - away;
    }
  }
}
