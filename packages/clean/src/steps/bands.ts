import { columnNames, numbers, withColumn } from "@fairline/arrow";
import type { CategoryColumn, Table } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import type { StepResult } from "../step.ts";
import type { BandsParams } from "./bands.step.ts";

/** How one column of numbers is cut: edges ascending, labels one more than edges. */
type Bands = BandsParams[string];

/**
 * Cuts columns of numbers into bands, each a category. The new column has no roles; a replaced one keeps its own.
 *
 * @throws FairlineError `COLUMN_MISSING`, `COLUMN_TYPE` for a column of words, or `COLUMN_DUPLICATE` where `into` exists.
 */
export function bands(table: Table, cuts: BandsParams): StepResult {
  let banded = table;
  for (const [name, cut] of Object.entries(cuts)) {
    if (cut.into !== undefined && columnNames(banded).includes(cut.into)) {
      throw new FairlineError("COLUMN_DUPLICATE", `there is already a column "${cut.into}"`, {
        hint: "Choose another name for the bands.",
      });
    }
    banded = withColumn(banded, cut.into ?? name, bandColumn(numbers(table, name).values, cut));
  }
  return { table: banded };
}

/**
 * The band of every value: band i holds what is at least edge i - 1 and less than edge i.
 *
 * @param values - NaN where missing, and so is its band.
 * @returns One category per band in ascending order, also for bands without rows.
 */
export function bandColumn(
  values: Float64Array,
  { edges, labels = bandLabels(edges) }: Bands,
): CategoryColumn {
  const codes = Int32Array.from(values, (value) =>
    Number.isNaN(value) ? -1 : edges.filter((edge) => value >= edge).length,
  );
  return { type: "category", codes, values: labels };
}

/** `< 25`, `[25, 45)`, `>= 45`. */
function bandLabels(edges: readonly number[]): string[] {
  const between = edges.slice(1).map((edge, i) => `[${String(edges[i])}, ${String(edge)})`);
  return [`< ${String(edges[0])}`, ...between, `>= ${String(edges.at(-1))}`];
}
