import { FairlineError } from "@fairline/core";
import { categories, columnType, numbers } from "./read.ts";
import { columnsWithRole } from "./roles.ts";
import { columnRoles } from "./table.ts";
import type { Table } from "./table.ts";
import { tensors } from "./tensor-column.ts";

/** A column of numbers; NaN where missing, and nowhere infinite. */
export interface NumberFeature {
  readonly type: "number";
  readonly name: string;
  /** Length n. */
  readonly values: Float64Array;
  readonly integer: boolean;
}

/** A column of categories; -1 where missing. */
export interface CategoryFeature {
  readonly type: "category";
  readonly name: string;
  /** Length n. */
  readonly codes: Int32Array;
  readonly values: readonly string[];
}

/** A column of embeddings: lists of one size, never missing. */
export interface EmbeddingFeature {
  readonly type: "embedding";
  readonly name: string;
  readonly size: number;
  /** Row-major, n x size. */
  readonly values: Float32Array;
  readonly shape: readonly number[];
}

/** A feature, read as what it is. */
export type Feature = NumberFeature | CategoryFeature | EmbeddingFeature;

/** Roles of columns that are not known when a model is used. */
const FORBIDDEN = ["label", "split", "weight"] as const;

/**
 * Reads the columns that a method works on.
 *
 * @param named - Columns; those with the role `feature` if left out.
 * @returns In table order, or in the order named; at least one.
 * @throws FairlineError `ROLE_MISSING` if there is none; `PARAM_INVALID` for the label and its like; `COLUMN_MISSING`;
 *   `COLUMN_TYPE` for free text and nested values; `VALUE_INVALID` for an infinite number.
 */
export function readFeatures(table: Table, named?: readonly string[]): Feature[] {
  const names = [...new Set(named ?? columnsWithRole(table, "feature"))];
  if (names.length === 0) {
    throw new FairlineError("ROLE_MISSING", "the table has no feature", {
      hint: "Give columns the role feature at ingest, or name them in features.",
    });
  }
  for (const name of names) {
    const role = FORBIDDEN.find((each) => columnRoles(table, name).includes(each));
    if (role !== undefined) {
      throw new FairlineError("PARAM_INVALID", `feature "${name}" has the role "${role}"`, {
        hint: "Take it from the features.",
      });
    }
  }
  return names.map((name) => readFeature(table, name));
}

function readFeature(table: Table, name: string): Feature {
  const type = columnType(table, name);
  switch (type) {
    case "number":
    case "integer":
      return { name, ...finiteNumbers(table, name) };
    case "category":
    case "boolean":
      return { name, ...categories(table, name) };
    case "text":
      throw new FairlineError("COLUMN_TYPE", `feature "${name}" holds free text`, {
        hint: "Make it a category or a number at ingest, or take the role feature from it.",
      });
    case "other": {
      const { shape, values } = tensors(table, name);
      const size = shape.reduce((product, length) => product * length, 1);
      const floats = values instanceof Float32Array ? values : Float32Array.from(values);
      return { type: "embedding", name, size, values: floats, shape };
    }
  }
}

function finiteNumbers(table: Table, name: string): Omit<NumberFeature, "name"> {
  const column = numbers(table, name);
  const row = column.values.findIndex((value) => Math.abs(value) === Infinity);
  if (row >= 0) {
    throw new FairlineError(
      "VALUE_INVALID",
      `feature "${name}" is ${String(column.values[row])} in row ${String(row + 1)}`,
      { hint: "Make infinite values missing or finite in a clean stage." },
    );
  }
  return column;
}
