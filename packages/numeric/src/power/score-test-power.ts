import { normalCdf } from "../special/normal.ts";

/** The true rate of a group, and its number of rows. */
export interface TrueRate {
  readonly share: number;
  readonly n: number;
}

/**
 * The chance that {@link scoreTest} refuses that two rates are equal, by the normal approximation: its standard error under
 * a common rate decides, that of the two true rates scatters.
 *
 * @param z - The critical value of the test: 1.96 for a two-sided one at 5 %.
 * @see Fleiss, Levin and Paik, "Statistical methods for rates and proportions", 3rd ed., Wiley 2003, section 4.2,
 *   doi:10.1002/0471445428
 */
export function scoreTestPower(first: TrueRate, second: TrueRate, z: number): number {
  const { share: p, n: m } = first;
  const { share: q, n } = second;
  const pooled = (m * p + n * q) / (m + n);
  const held = z * Math.sqrt(pooled * (1 - pooled) * (1 / m + 1 / n));
  const deviation = Math.sqrt((p * (1 - p)) / m + (q * (1 - q)) / n);
  if (deviation === 0) return Math.abs(p - q) > held ? 1 : 0;
  return (
    normalCdf((Math.abs(p - q) - held) / deviation) +
    normalCdf((-Math.abs(p - q) - held) / deviation)
  );
}
