import type { MetricUnit } from "@fairline/metrics";
import { unitSuffix } from "./units.ts";

/** Stands for a figure that is undefined. */
export const NO_FIGURE = "—";

/**
 * Writes a figure without its unit: `0.1234` as `12.3` for a rate or for points. A plain number gets two
 * decimals more, as it is not multiplied by 100.
 *
 * @param decimals - Of a per cent or a percentage point.
 */
export function figureText(value: number, unit: MetricUnit, decimals: number): string {
  if (Number.isNaN(value)) return NO_FIGURE;
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const text = unit === "number" ? value.toFixed(decimals + 2) : (value * 100).toFixed(decimals);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}

/** Writes a figure with its unit: `12.3 %`, `16.2 points`, `0.432`. */
export function measureText(value: number, unit: MetricUnit, decimals: number): string {
  const text = figureText(value, unit, decimals);
  return text === NO_FIGURE ? text : `${text}${unitSuffix(unit)}`;
}

/** Writes an interval without its unit: `14.9 to 17.6`; undefined where there is none. */
export function intervalText(
  ends: { readonly low: number; readonly high: number },
  unit: MetricUnit,
  decimals: number,
): string | undefined {
  if (Number.isNaN(ends.low) || Number.isNaN(ends.high)) return undefined;
  return `${figureText(ends.low, unit, decimals)} to ${figureText(ends.high, unit, decimals)}`;
}

/** Writes a raw value next to a limit: four significant digits, `0.0504`. */
export function rawText(value: number): string {
  return Number.isNaN(value) ? NO_FIGURE : String(Number(value.toPrecision(4))).replace("-", "−");
}
