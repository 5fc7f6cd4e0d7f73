import { attributeName } from "@fairline/core";
import type { GateVerdict } from "@fairline/core";

/** The limits of gates on the gap by an attribute over all rows, ascending. */
export function gapLimits(
  gates: readonly GateVerdict[],
  gap: string,
  attribute: string,
): readonly number[] {
  const limits = gates
    .filter((gate) => gate.metric === gap && attributeName(gate) === attribute)
    .flatMap(({ limit }) => limitValue(limit) ?? []);
  return [...new Set(limits)].sort((a, b) => a - b);
}

/** The limit as a number where it bounds from above or from below: `<= 0.05` is 0.05. */
export function limitValue(limit: string): number | undefined {
  const [, number] = /^(?:<=?|>=?|≤|≥)\s*(-?\d+(?:\.\d+)?)$/.exec(limit.trim()) ?? [];
  return number === undefined ? undefined : Number(number);
}
