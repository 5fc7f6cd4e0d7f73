import { FairlineError, ROLES, nameHint } from "@fairline/core";
import type { Role } from "@fairline/core";
import {
  DataType,
  Dictionary,
  Field,
  RecordBatch,
  Schema,
  Struct,
  Table as ArrowTable,
  makeData,
} from "apache-arrow";
import type { Data } from "apache-arrow";
import { mapChildren, typeOf, valueTypeOf } from "./chunk.ts";
import { columnChunk } from "./column-chunk.ts";
import type { Column } from "./column.ts";
import { columnLength } from "./column.ts";
import { joinData } from "./join.ts";
import type { TableMeta } from "./meta.ts";
import { metaFromMap, metaToMap } from "./meta.ts";

/** An immutable table of typed columns with roles. Read it with the functions of this package. */
export type Table = ArrowTable;

/** A named column on its way into a table. */
export interface NamedColumn {
  readonly name: string;
  readonly column: Column;
  /** What the column is for; none if left out. */
  readonly roles?: readonly Role[];
}

const ROLES_KEY = "fairline:roles";

/**
 * Makes a table of columns of equal length.
 *
 * @throws FairlineError `LENGTH_MISMATCH` for unequal lengths, `COLUMN_DUPLICATE` for a name used twice.
 */
export function makeTable(columns: readonly NamedColumn[], meta: TableMeta = {}): Table {
  const length = columns[0] === undefined ? 0 : columnLength(columns[0].column);
  requireUniqueNames(columns.map(({ name }) => name));
  for (const { name, column } of columns) {
    if (columnLength(column) !== length) {
      throw new FairlineError(
        "LENGTH_MISMATCH",
        `column "${name}" has ${String(columnLength(column))} rows but "${columns[0]!.name}" has ${String(length)}`,
        { hint: "Give every column one value per row." },
      );
    }
  }
  return assemble(
    columns.map(({ name, column, roles = [] }) => {
      const data = columnChunk(column);
      return { field: withFieldRoles(new Field(name, typeOf(data), true), roles), data };
    }),
    metaToMap(meta),
    length,
  );
}

/** What the table says about itself. @throws FairlineError `ARTIFACT_INVALID` where that cannot be read */
export function tableMeta(table: Table): TableMeta {
  return metaFromMap(table.schema.metadata);
}

/** The same table with other metadata; entries left out of `meta` are dropped. */
export function withMeta(table: Table, meta: TableMeta): Table {
  return assemble(columnParts(table), metaToMap(meta), table.numRows);
}

/** Column names in order. */
export function columnNames(table: Table): string[] {
  return table.schema.fields.map(({ name }) => name);
}

/** The roles of a column; empty if it has none. @throws FairlineError `COLUMN_MISSING` */
export function columnRoles(table: Table, name: string): Role[] {
  const text = requireField(table, name).metadata.get(ROLES_KEY) ?? "";
  return ROLES.filter((role) => text.split(",").includes(role));
}

/** The same table with `roles` on one column instead of those it had. @throws FairlineError `COLUMN_MISSING` */
export function withRoles(table: Table, name: string, roles: readonly Role[]): Table {
  requireField(table, name);
  const parts = columnParts(table).map(({ field, data }) => ({
    field: field.name === name ? withFieldRoles(field, roles) : field,
    data,
  }));
  return assemble(parts, table.schema.metadata, table.numRows);
}

/**
 * The same table with one column added at the end, or replaced where it stood.
 *
 * @param roles - Defaults to the roles of the column it replaces, or to none.
 * @throws FairlineError `LENGTH_MISMATCH` where the column is not as long as the table.
 */
export function withColumn(
  table: Table,
  name: string,
  column: Column,
  roles?: readonly Role[],
): Table {
  requireLength(name, columnLength(column), table);
  const data = columnChunk(column);
  const kept = roles ?? (columnNames(table).includes(name) ? columnRoles(table, name) : []);
  const added = { field: withFieldRoles(new Field(name, typeOf(data), true), kept), data };
  return withPart(table, added);
}

/** The same table without some columns; names it does not have are ignored. */
export function withoutColumns(table: Table, names: readonly string[]): Table {
  const parts = columnParts(table).filter(({ field }) => !names.includes(field.name));
  return assemble(parts, table.schema.metadata, table.numRows);
}

/**
 * The same columns under other names: `names[i]` for column i.
 *
 * @throws FairlineError `LENGTH_MISMATCH` for too few or too many names, `COLUMN_DUPLICATE` for one used twice.
 */
export function renameColumns(table: Table, names: readonly string[]): Table {
  const parts = columnParts(table);
  if (names.length !== parts.length) {
    throw new FairlineError(
      "LENGTH_MISMATCH",
      `${String(names.length)} names for a table of ${String(parts.length)} columns`,
      { hint: `Give every column a name: ${columnNames(table).join(", ")}.` },
    );
  }
  requireUniqueNames(names);
  return assemble(
    parts.map(({ field, data }, i) => ({ field: field.clone({ name: names[i]! }), data })),
    table.schema.metadata,
    table.numRows,
  );
}

/** @throws FairlineError `COLUMN_MISSING`, naming the columns that exist. */
export function requireField(table: Table, name: string): Field {
  const field = table.schema.fields.find((other) => other.name === name);
  if (field === undefined) {
    throw new FairlineError("COLUMN_MISSING", `there is no column "${name}" in the table`, {
      hint: nameHint(name, columnNames(table), "columns"),
    });
  }
  return field;
}

/** @throws FairlineError `LENGTH_MISMATCH` */
export function requireLength(name: string, length: number, table: Table): void {
  if (length === table.numRows) return;
  throw new FairlineError(
    "LENGTH_MISMATCH",
    `column "${name}" has ${String(length)} rows but the table has ${String(table.numRows)}`,
    { hint: "Give the column one value per row." },
  );
}

/** The same table with a column in place of the one of its name, or at the end. It must be as long as the table. */
export function withPart(table: Table, added: ColumnPart): Table {
  const parts = columnParts(table);
  const at = parts.findIndex(({ field }) => field.name === added.field.name);
  const all = at < 0 ? [...parts, added] : parts.with(at, added);
  return assemble(all, table.schema.metadata, table.numRows);
}

/** @throws FairlineError `COLUMN_DUPLICATE` for a name used twice. */
export function requireUniqueNames(names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) {
    throw new FairlineError("COLUMN_DUPLICATE", `there are two columns "${twice}"`, {
      hint: "Rename one of them.",
    });
  }
}

/** One field with its data in one chunk, whose type may be plainer than the field's. */
export interface ColumnPart {
  readonly field: Field;
  readonly data: Data;
}

/** The columns of a table, each in one plain chunk. Free where the table is so already, as those that we make are. */
export function columnParts(table: Table): ColumnPart[] {
  return table.schema.fields.map((field, i) => ({
    field,
    data: joinData(
      field.type as DataType,
      table.batches.map(({ data }) => data.children[i]!),
    ),
  }));
}

/** Puts columns together as a table of one record batch. */
export function assemble(
  parts: readonly ColumnPart[],
  metadata: ReadonlyMap<string, string>,
  length: number,
): Table {
  let dictionaries = 0;
  const children = parts.map(({ data }) => numberDictionaries(data, () => dictionaries++));
  const fields = parts.map(({ field }, i) => field.clone({ type: typeOf(children[i]!) }));
  const schema = new Schema(fields, new Map(metadata));
  const data = makeData({ type: new Struct(fields), length, nullCount: 0, children });
  return new ArrowTable(schema, [new RecordBatch(schema, data)]);
}

/** Arrow numbers dictionaries by a global counter; their order in the table instead gives the same bytes in every process. */
function numberDictionaries(data: Data, nextNumber: () => number): Data {
  const type = typeOf(data);
  if (DataType.isDictionary(type)) {
    const number = nextNumber();
    if (type.id === number) return data;
    return data.clone(new Dictionary(valueTypeOf(type), type.indices, number, type.isOrdered));
  }
  return mapChildren(data, (child) => numberDictionaries(child, nextNumber));
}

/** The field with these roles instead of those it had; other metadata stays. */
export function withFieldRoles(field: Field, roles: readonly Role[]): Field {
  const metadata = new Map(field.metadata);
  const ordered = ROLES.filter((role) => roles.includes(role));
  if (ordered.length > 0) metadata.set(ROLES_KEY, ordered.join(","));
  else metadata.delete(ROLES_KEY);
  return field.clone({ metadata });
}
