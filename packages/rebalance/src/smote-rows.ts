import {
  columnRoles,
  numberColumn,
  setRows,
  takeRows,
  tensors,
  withTensors,
} from "@fairline/arrow";
import type { EmbeddingFeature, Feature, Table } from "@fairline/arrow";

/** Rows to add to a table; all numbers of rows are those of the table. */
export interface AddedRows {
  /** The row that each new one copies but for its features. */
  readonly bases: Uint32Array;
  /** The row on the way to which it lies. */
  readonly others: Uint32Array;
  /** How far, in [0, 1). */
  readonly steps: Float64Array;
  /** For every feature of categories, by its name, the row from which each new one takes its value. */
  readonly donors: ReadonlyMap<string, Uint32Array>;
}

/** The table with new rows at the end: numbers between those of two rows, whole where the column is; categories of other rows; all else of the base. */
export function appendInterpolated(
  table: Table,
  features: readonly Feature[],
  added: AddedRows,
): Table {
  const all = new Uint32Array(table.numRows + added.bases.length);
  for (let row = 0; row < table.numRows; row++) all[row] = row;
  all.set(added.bases, table.numRows);
  const rows = all.slice(table.numRows).map((_, i) => table.numRows + i);
  const extended = takeRows(table, all);
  return features.reduce((result, feature) => {
    const { name } = feature;
    switch (feature.type) {
      case "number": {
        const values = numberColumn(interpolate(feature.values, added), feature);
        return setRows(result, name, {
          rows,
          values: feature.integer
            ? { ...values, values: values.values.map((value) => Math.round(value)) }
            : values,
        });
      }
      case "category":
        return setRows(result, name, { rows, fromRows: added.donors.get(name)! });
      case "embedding":
        return withEmbeddings(result, feature, added);
    }
  }, extended);
}

function interpolate(values: Float64Array, { bases, others, steps }: AddedRows): Float64Array {
  return Float64Array.from(bases, (base, i) => {
    const from = values[base]!;
    return from + steps[i]! * (values[others[i]!]! - from);
  });
}

function withEmbeddings(
  table: Table,
  { name, size, shape, values: before }: EmbeddingFeature,
  { bases, others, steps }: AddedRows,
): Table {
  const values = Float32Array.from(tensors(table, name).values);
  for (let i = 0; i < bases.length; i++) {
    for (let element = 0; element < size; element++) {
      const from = before[bases[i]! * size + element]!;
      const to = before[others[i]! * size + element]!;
      values[before.length + i * size + element] = from + steps[i]! * (to - from);
    }
  }
  return withTensors(table, name, { shape, values }, columnRoles(table, name));
}
