import { portableExp } from "../special/exp.ts";
import { portableLog, portableLog1p } from "../special/log.ts";
import { criticalT, NO_ESTIMATE } from "./estimate.ts";
import type { Estimate } from "./estimate.ts";

/**
 * A scale on which a figure is nearer to normal than on its own, and whose ends are infinite where the figure's are not.
 *
 * - `log`: figures of at least 0.
 * - `logit`: figures in [0, 1].
 * - `atanh`: figures in [-1, 1].
 */
export type Scale = "log" | "logit" | "atanh";

interface Transformation {
  readonly to: (value: number) => number;
  readonly from: (scaled: number) => number;
  /** Of `to`. */
  readonly slope: (value: number) => number;
}

const TRANSFORMATIONS: Readonly<Record<Scale, Transformation>> = {
  log: { to: portableLog, from: portableExp, slope: (value) => 1 / value },
  logit: {
    to: (value) => portableLog(value / (1 - value)),
    from: (scaled) => 1 / (1 + portableExp(-scaled)),
    slope: (value) => 1 / (value * (1 - value)),
  },
  atanh: {
    to: (value) => (portableLog1p(value) - portableLog1p(-value)) / 2,
    from: (scaled) => 1 - 2 / (1 + portableExp(2 * scaled)),
    slope: (value) => 1 / (1 - value * value),
  },
};

/** A figure, and where the interval is made. */
export interface ScaledFigure {
  /** The figure. */
  readonly value: number;
  /** Where its standard error was taken, inside the range of the scale; the figure itself if left out. */
  readonly centre?: number;
  /** At the centre, on the figure's own scale. */
  readonly standardError: number;
  /** Degrees of freedom of the standard error; Infinity if left out. */
  readonly degrees?: number;
}

/**
 * A figure whose interval is the normal one on a scale, carried back by the delta method. It keeps within the range of the
 * scale, and is widened to hold the figure where the centre lies elsewhere.
 *
 * @returns An estimate whose interval is NaN where the centre is an end of the scale's range.
 * @see Oehlert, "A note on the delta method", Am. Stat. 46 (1992), 27-29, doi:10.1080/00031305.1992.10475842
 */
export function scaledEstimate(scale: Scale, figure: ScaledFigure): Estimate {
  const { value, centre = value, standardError, degrees = Infinity } = figure;
  if (Number.isNaN(value)) return NO_ESTIMATE;
  const { to, from, slope } = TRANSFORMATIONS[scale];
  const deviation = slope(centre) * standardError;
  return {
    value,
    standardError,
    interval: (z) => {
      const half = criticalT(z, degrees) * deviation;
      return {
        low: Math.min(value, from(to(centre) - half)),
        high: Math.max(value, from(to(centre) + half)),
      };
    },
  };
}
