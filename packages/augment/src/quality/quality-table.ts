import {
  categories,
  categoryColumn,
  columnsWithRole,
  columnType,
  makeTable,
  numberColumn,
  numbers,
  partition,
  readClasses,
  rowsOfSplit,
  tableMeta,
} from "@fairline/arrow";
import type { Feature, Table } from "@fairline/arrow";
import { association } from "./association.ts";
import type { MeasuredColumn } from "./association.ts";
import { transferAuc } from "./classifier.ts";
import type { LabelledRows } from "./classifier.ts";
import { copies } from "./copies.ts";
import { categoryDistance, numberDistance } from "./distance.ts";
import { classWeights, spreadRows } from "./sampled-rows.ts";
import type { ComparedRows } from "./sampled-rows.ts";

/** Rows of each kind that are looked at, at most. */
const MOST_ROWS = 20_000;

/** A figure of the quality table. */
interface Figure {
  readonly measure: string;
  readonly column: string | null;
  readonly value: number;
}

/**
 * How good added rows are, as a table of `measure`, `column` and `value`:
 *
 * - `distance`, per column: how far its distribution is from that of real training rows, in [0, 1];
 * - `association error`, per column: the mean difference, in absolute value, of its associations with the others; without a column, over all pairs;
 * - `exact copies`, `near copies`: shares of added rows that are as good as real ones;
 * - `auc trained on new`, `auc trained on real`: of boosted trees, tested on the validation rows; for a binary label.
 *
 * Distances and associations compare classes, label with groups, in the shares in which rows were added to them. At most 20,000 rows of either kind are
 * looked at, evenly spread. A figure that cannot be computed is null. No row where no row was added.
 *
 * @param table - The rows that were there, `before` of them, then those that were added.
 */
export async function qualityTable(
  table: Table,
  before: number,
  signal: AbortSignal,
): Promise<Table> {
  const figures = before === table.numRows ? [] : await figuresOf(table, before, signal);
  return makeTable([
    { name: "measure", column: categoryColumn(figures.map(({ measure }) => measure)) },
    { name: "column", column: categoryColumn(figures.map(({ column }) => column)) },
    { name: "value", column: numberColumn(figures.map(({ value }) => value)) },
  ]);
}

async function figuresOf(table: Table, before: number, signal: AbortSignal): Promise<Figure[]> {
  const real = rowsOfSplit(table, "train").filter((row) => row < before);
  const added = Uint32Array.from({ length: table.numRows - before }, (_, i) => before + i);
  const rows = comparedRows(table, spreadRows(real, MOST_ROWS), spreadRows(added, MOST_ROWS));
  const columns = measuredColumns(table);
  const features = measuredFeatures(table, columns);
  const copied = copies(features, rows);
  return [
    ...columns.map((column) => ({
      measure: "distance",
      column: column.name,
      value:
        column.type === "number"
          ? numberDistance(column.values, rows)
          : categoryDistance(column.codes, rows),
    })),
    ...associationErrors(columns, rows),
    { measure: "exact copies", column: null, value: copied.exact },
    { measure: "near copies", column: null, value: copied.near },
    ...(await classifierFigures(table, features, { rows, before, signal })),
  ];
}

function comparedRows(table: Table, real: Uint32Array, added: Uint32Array): ComparedRows {
  const names = [...columnsWithRole(table, "label"), ...columnsWithRole(table, "sensitive")].filter(
    (name) => columnType(table, name) !== "number",
  );
  const { codes } = partition(table, names, { missing: "group" });
  return { real, added, weights: classWeights(real, added, (row) => codes[row]!) };
}

/** Features, label and sensitive columns that are numbers or categories. */
function measuredColumns(table: Table): MeasuredColumn[] {
  const roles = ["feature", "sensitive", "label"] as const;
  const names = new Set(roles.flatMap((role) => columnsWithRole(table, role)));
  return [...names].flatMap((name): MeasuredColumn[] => {
    switch (columnType(table, name)) {
      case "number":
      case "integer":
        return [{ name, type: "number", values: finite(numbers(table, name).values) }];
      case "category":
      case "boolean":
        return [{ name, type: "category", codes: categories(table, name).codes }];
      case "text":
      case "other":
        return [];
    }
  });
}

/** Infinite values as missing ones: a figure of quality is no place to refuse them. */
function finite(values: Float64Array): Float64Array {
  return values.map((value) => (Number.isFinite(value) ? value : Number.NaN));
}

/** The features among measured columns; embeddings, free text and nested values are none of them. */
function measuredFeatures(table: Table, columns: readonly MeasuredColumn[]): Feature[] {
  const names = columnsWithRole(table, "feature");
  return columns.flatMap((column): Feature[] => {
    if (!names.includes(column.name)) return [];
    return column.type === "number"
      ? [{ ...column, integer: false }]
      : [{ ...column, values: categories(table, column.name).values }];
  });
}

function associationErrors(columns: readonly MeasuredColumn[], rows: ComparedRows): Figure[] {
  const ofReal = { rows: rows.real, weights: rows.weights };
  const ofAdded = { rows: rows.added, weights: new Float64Array(rows.added.length).fill(1) };
  const sums = columns.map(() => 0);
  for (const [i, a] of columns.entries()) {
    for (const [j, b] of columns.entries()) {
      if (j <= i) continue;
      const error = Math.abs(association(a, b, ofReal) - association(a, b, ofAdded));
      sums[i]! += error;
      sums[j]! += error;
    }
  }
  const others = columns.length - 1;
  if (others < 1) return [];
  const measure = "association error";
  const means = sums.map((sum) => sum / others);
  const overall = means.reduce((a, b) => a + b, 0) / means.length;
  return [
    ...columns.map(({ name }, i) => ({ measure, column: name, value: means[i]! })),
    { measure, column: null, value: overall },
  ];
}

async function classifierFigures(
  table: Table,
  features: readonly Feature[],
  {
    rows,
    before,
    signal,
  }: { readonly rows: ComparedRows; readonly before: number; readonly signal: AbortSignal },
): Promise<Figure[]> {
  const { task, positive } = tableMeta(table);
  const [label, ...others] = columnsWithRole(table, "label");
  if (task !== "binary" || positive === undefined) return [];
  if (label === undefined || others.length > 0 || features.length === 0) return [];
  const labelled = (wanted: Uint32Array): LabelledRows => {
    const { codes } = categories(table, label);
    const known = wanted.filter((row) => codes[row]! >= 0);
    const { values } = readClasses(table, label, { positive, negative: undefined }, known);
    return { rows: known, labels: values };
  };
  const validation = rowsOfSplit(table, "validation").filter((row) => row < before);
  const test = labelled(spreadRows(validation, MOST_ROWS));
  const trainedOn = async (source: Uint32Array): Promise<number> =>
    await transferAuc(features, { train: labelled(source), test }, signal);
  return [
    { measure: "auc trained on new", column: null, value: await trainedOn(rows.added) },
    { measure: "auc trained on real", column: null, value: await trainedOn(rows.real) },
  ];
}
