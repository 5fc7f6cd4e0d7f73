import { binaryLabels, columnsWithRole, tableMeta } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import type { Recipe } from "./recipe.ts";

/** Base rates are written with a few digits; this is half of the sixth. */
const BASE_RATE_TOLERANCE = 5e-7;

/**
 * Holds the rows of a data set to the facts that its recipe knows.
 *
 * @param place - The data set, for messages.
 * @throws FairlineError `FILE_INVALID` for another number of rows, or another base rate in a binary task
 */
export function checkFacts(
  table: Table,
  place: string,
  { rows, "base-rate": rate }: Recipe["expect"],
): void {
  if (rows !== undefined && rows !== table.numRows) {
    throw unexpected(place, `${String(rows)} rows`, `there are ${String(table.numRows)}`);
  }
  if (rate === undefined || tableMeta(table).task !== "binary") return;
  const [target] = [...columnsWithRole(table, "label"), ...columnsWithRole(table, "prediction")];
  const positives = binaryLabels(table, target).reduce((sum, y) => sum + y, 0);
  const found = positives / table.numRows;
  if (Math.abs(found - rate) > BASE_RATE_TOLERANCE) {
    throw unexpected(place, `a base rate of ${String(rate)}`, `it is ${found.toFixed(6)}`);
  }
}

function unexpected(place: string, expected: string, found: string): FairlineError {
  return new FairlineError(
    "FILE_INVALID",
    `the recipe of "${place}" expects ${expected}, but ${found}`,
    {
      hint: "The files are not the ones that the recipe was written for, or its `expect` is wrong.",
    },
  );
}
