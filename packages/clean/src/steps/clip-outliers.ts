import { numbers, withColumn } from "@fairline/arrow";
import type { NumberColumn, Table } from "@fairline/arrow";
import { mean, quantileSorted, sum } from "@fairline/numeric";
import { fitColumns } from "../fit-columns.ts";
import type { StepContext, StepResult } from "../step.ts";
import { nothingToFit, presentValues, trainingRows } from "../training-values.ts";
import type { ClipOutliersParams } from "./clip-outliers.step.ts";

/** How far is too far. */
export type OutlierRule = Omit<ClipOutliersParams, "columns">;

/** The least and the greatest value that stay. */
export type Bounds = readonly [low: number, high: number];

const STEP = "clip-outliers";

/**
 * Brings values beyond bounds to the nearer bound, in all rows; the bounds are fitted on training rows. Missing values
 * stay missing. The bounds of a whole-number column are rounded outwards, so that it stays one.
 *
 * A column whose interquartile range or standard deviation is 0 is left as it is, with a warning: its bounds would make
 * every other value the same.
 *
 * @throws FairlineError `VALUE_MISSING` where a column has no value in the training rows; `SPLIT_MISSING` or `ROWS_EMPTY`
 *   without training rows; as {@link fitColumns} for named columns.
 */
export function clipOutliers(
  table: Table,
  clipping: ClipOutliersParams,
  { log }: Pick<StepContext, "log">,
): StepResult {
  const rows = trainingRows(table, STEP);
  const fitted: Record<string, Bounds> = {};
  let clipped = table;
  for (const name of fitColumns(table, { named: clipping.columns, kind: "numbers", step: STEP })) {
    const values = presentValues(table, name, rows);
    if (values.length === 0) {
      throw nothingToFit(name, STEP, "Drop the column, or name the columns to clip.");
    }
    const bounds = outlierBounds(values, clipping);
    if (bounds === undefined) {
      const spread = clipping.method === "iqr" ? "interquartile range" : "standard deviation";
      log("warn", `clip-outliers leaves column "${name}" as it is: its ${spread} is 0`);
      continue;
    }
    const column = numbers(table, name);
    const used = column.integer ? outwards(bounds) : bounds;
    clipped = withColumn(clipped, name, clippedNumbers(column, used));
    fitted[name] = used;
  }
  return { table: clipped, fitted };
}

/**
 * The bounds by a rule.
 *
 * - `iqr`: [q1 - factor (q3 - q1), q3 + factor (q3 - q1)], Tukey's fences; his far-out ones are at 3, the default.
 * - `zscore`: mean -+ factor standard deviations (n - 1 below).
 * - `quantile`: two quantiles (winsorizing).
 *
 * @param sorted - Ascending, one value or more.
 * @returns Undefined where the spread is 0 or, for one value, has no meaning.
 * @see Tukey (1977), section 2D
 */
export function outlierBounds(sorted: Float64Array, rule: OutlierRule): Bounds | undefined {
  const { method, factor = 3, quantiles: [low, high] = [0.01, 0.99] } = rule;
  switch (method) {
    case "quantile":
      return [quantileSorted(sorted, low), quantileSorted(sorted, high)];
    case "iqr": {
      const [q1, q3] = [quantileSorted(sorted, 0.25), quantileSorted(sorted, 0.75)];
      return around(q1, q3, factor * (q3 - q1));
    }
    case "zscore": {
      const centre = mean(sorted);
      const squares = sum(sorted.map((value) => (value - centre) ** 2));
      return around(centre, centre, factor * Math.sqrt(squares / (sorted.length - 1)));
    }
  }
}

function around(low: number, high: number, margin: number): Bounds | undefined {
  return margin > 0 ? [low - margin, high + margin] : undefined;
}

function outwards([low, high]: Bounds): Bounds {
  return [Math.floor(low), Math.ceil(high)];
}

function clippedNumbers({ values, integer }: NumberColumn, [low, high]: Bounds): NumberColumn {
  return {
    type: "number",
    values: values.map((value) => Math.min(Math.max(value, low), high)),
    integer,
  };
}
