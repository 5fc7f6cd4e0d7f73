import {
  allRows,
  categories,
  categoryColumn,
  columnType,
  numberColumn,
  numbers,
  setRows,
} from "@fairline/arrow";
import type { CategoryColumn, Table } from "@fairline/arrow";
import { mean, quantileSorted } from "@fairline/numeric";
import { fitColumns } from "../fit-columns.ts";
import type { StepResult } from "../step.ts";
import { nothingToFit, presentValues, trainingRows } from "../training-values.ts";
import type { ImputeParams } from "./impute.step.ts";

const STEP = "impute";
const HINT =
  "Drop the column, or fill it with a constant: impute: { numeric: 0, categorical: unknown }.";

/**
 * Fills missing values in all rows with what the training rows hold. Only columns with a missing value are fitted.
 *
 * A whole-number column stays one where what fills it is a whole number.
 *
 * @throws FairlineError `VALUE_MISSING` where a column has no value in the training rows; `SPLIT_MISSING` or `ROWS_EMPTY`
 *   without training rows; as {@link fitColumns} for named columns.
 */
export function impute(table: Table, { numeric, categorical, columns }: ImputeParams): StepResult {
  const isNumeric = (name: string): boolean =>
    ["number", "integer"].includes(columnType(table, name));
  const chosen = (kind: "numbers" | "categories"): readonly string[] =>
    fitColumns(table, {
      named: columns?.filter((name) => isNumeric(name) === (kind === "numbers")),
      kind,
      step: STEP,
    });
  const fitted: Record<string, number | string> = {};
  let filled = table;
  for (const name of chosen("numbers")) {
    const { values } = numbers(table, name);
    const rows = allRows(table).filter((row) => Number.isNaN(values[row]));
    if (rows.length === 0) continue;
    const fill = typeof numeric === "number" ? numeric : typicalNumber(table, name, numeric);
    const fills = new Float64Array(rows.length).fill(fill);
    const integer = Number.isInteger(fill);
    filled = setRows(filled, name, { rows, values: numberColumn(fills, { integer }) });
    fitted[name] = fill;
  }
  for (const name of chosen("categories")) {
    const { codes } = categories(table, name);
    const rows = allRows(table).filter((row) => codes[row]! < 0);
    if (rows.length === 0) continue;
    const fill = categorical === "mode" ? commonestWord(table, name) : categorical;
    const fills = categoryColumn(Array<string>(rows.length).fill(fill));
    filled = setRows(filled, name, { rows, values: fills });
    fitted[name] = fill;
  }
  return { table: filled, fitted };
}

function typicalNumber(table: Table, name: string, kind: "median" | "mean"): number {
  const values = presentValues(table, name, trainingRows(table, STEP));
  if (values.length === 0) throw nothingToFit(name, STEP, HINT);
  return kind === "median" ? quantileSorted(values, 0.5) : mean(values);
}

function commonestWord(table: Table, name: string): string {
  const word = mode(categories(table, name), trainingRows(table, STEP));
  if (word === undefined) throw nothingToFit(name, STEP, HINT);
  return word;
}

/** The commonest category in some rows; of several, the one whose word sorts first. Undefined where all are missing. */
export function mode({ codes, values }: CategoryColumn, rows: Uint32Array): string | undefined {
  const counts = new Float64Array(values.length);
  for (const row of rows) if (codes[row]! >= 0) counts[codes[row]!]! += 1;
  const greatest = Math.max(0, ...counts);
  if (greatest === 0) return undefined;
  return values.filter((_, code) => counts[code] === greatest).sort()[0];
}
