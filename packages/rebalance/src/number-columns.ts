import { columnRoles, numberColumn, withColumn, withRoles, withTensors } from "@fairline/arrow";
import type { EmbeddingFeature, Feature, NumberFeature, Table } from "@fairline/arrow";

/** A feature that is one or more columns of numbers. */
export type NumericFeature = NumberFeature | EmbeddingFeature;

/** Is it a feature of numbers? */
export function isNumeric(feature: Feature): feature is NumericFeature {
  return feature.type !== "category";
}

/**
 * The same table with each number of a feature changed. The column is one of fractional numbers afterwards.
 *
 * @param change - From the values of one column of numbers, length n, to new ones; called for every element of an embedding.
 */
export function changeNumbers(
  table: Table,
  feature: NumericFeature,
  change: (values: Float64Array, element: number) => Float64Array,
): Table {
  const { name } = feature;
  if (feature.type === "number") {
    return withColumn(table, name, numberColumn(change(feature.values, 0)));
  }
  const { size, shape } = feature;
  const changed = new Float32Array(feature.values.length);
  for (let element = 0; element < size; element++) {
    const own = new Float64Array(table.numRows);
    for (let row = 0; row < own.length; row++) own[row] = feature.values[row * size + element]!;
    const values = change(own, element);
    for (let row = 0; row < own.length; row++) changed[row * size + element] = values[row]!;
  }
  return withTensors(table, name, { shape, values: changed }, columnRoles(table, name));
}

/** The same table, in which some columns are no features. */
export function withoutFeatureRole(table: Table, names: readonly string[]): Table {
  return names.reduce((changed, name) => {
    const roles = columnRoles(changed, name);
    const isFeature = roles.includes("feature");
    return isFeature
      ? withRoles(
          changed,
          name,
          roles.filter((role) => role !== "feature"),
        )
      : changed;
  }, table);
}
