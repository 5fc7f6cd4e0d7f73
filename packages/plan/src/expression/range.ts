const MOST_VALUES = 10_000;

/**
 * The numbers from `from` up to but not including `below`, `step` apart; downwards for a negative step.
 *
 * Every number is rounded to the decimals that `from` and `step` are written with, so that
 * range(0, 0.5, 0.1) has 0.3 and not 0.30000000000000004.
 *
 * @returns The numbers, or why there are none.
 */
export function arithmeticRange(
  from: number,
  below: number,
  step: number,
): readonly number[] | string {
  if (step === 0) return "the step of a range must not be 0";
  const decimals = Math.max(decimalsOf(from), decimalsOf(step));
  const count = Math.ceil(Number(((below - from) / step).toFixed(9)));
  if (count > MOST_VALUES) {
    return `the range has ${count.toLocaleString("en")} values, and the limit is ${MOST_VALUES.toLocaleString("en")}`;
  }
  return Array.from({ length: Math.max(0, count) }, (_, i) =>
    decimals <= 100 ? Number((from + i * step).toFixed(decimals)) : from + i * step,
  );
}

function decimalsOf(value: number): number {
  const [mantissa = "", exponent = "0"] = String(value).split("e");
  const [, fraction = ""] = mantissa.split(".");
  return Math.max(0, fraction.length - Number(exponent));
}
