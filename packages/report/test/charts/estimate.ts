import type { ForestRow } from "../../src/charts/forest.ts";

/** A row of a forest plot; without an interval by default. */
export function estimate(row: Partial<ForestRow> & Pick<ForestRow, "label" | "value">): ForestRow {
  return {
    low: NaN,
    high: NaN,
    seeds: [],
    isReference: false,
    isWeak: false,
    valueText: String(row.value),
    intervalText: "",
    ...row,
  };
}
