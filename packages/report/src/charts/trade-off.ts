import type { ChartWords } from "./plot.ts";

/** Performance against the gap, one point per setting. */
export interface TradeOff {
  readonly words: ChartWords;
  readonly points: readonly TradeOffPoint[];
  readonly xLabel: string;
  readonly yLabel: string;
  /** Which way both are better: "smaller gap, higher accuracy". */
  readonly betterLabel: string;
  /** The corner that is better. */
  readonly betterCorner: "top-left" | "top-right" | "bottom-left" | "bottom-right";
}

/** One setting, in the axes' units. */
export interface TradeOffPoint {
  readonly label: string;
  readonly x: number;
  readonly y: number;
  /** Smallest and largest over the seeds. */
  readonly xSpread: readonly [number, number];
  readonly ySpread: readonly [number, number];
  readonly isOnFront: boolean;
  readonly isReference: boolean;
  readonly title: string;
}
