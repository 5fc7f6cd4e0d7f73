import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { columnNames, columnRoles, columnType, makeTable, readTable } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { FairlineError, nameHint } from "@fairline/core";
import type { StageContext } from "@fairline/core";
import { inferColumnType, typedColumn } from "./file/column-type.ts";
import { readCsv } from "./file/csv.ts";
import type { CsvFile, PickedField } from "./file/csv.ts";
import { isArrowFile } from "./file/file-format.ts";
import type { RawColumn } from "./file/raw-column.ts";
import { unparsableNumber } from "./file/unparsable-number.ts";
import { annotateTable } from "./roles/annotate-table.ts";
import type { Roles } from "./roles/roles.ts";
import type { TableParams } from "./table.stage.ts";

const NO_ROLES: Roles = { sensitive: [], ignored: [], feature: "rest" };

/**
 * Reads the file that `context.files.source` holds, a text file column by column and an Arrow file as it is.
 *
 * @throws FairlineError `ROWS_EMPTY` for an Arrow file without rows, and as {@link readCsv}, {@link typedColumn} and
 *   {@link annotateTable} do.
 */
export async function readTableFile(given: TableParams, context: StageContext): Promise<Table> {
  const path = context.files["source"]!;
  const isArrow = isArrowFile(given.source);
  const { table, digest } = isArrow
    ? { table: await readTable(path), digest: await digestOf(path) }
    : await readText({ path, name: given.source }, given, context);
  if (table.numRows === 0) {
    throw new FairlineError("ROWS_EMPTY", `${given.source} has no rows`, {
      hint: "Check that the file is the one you meant.",
    });
  }
  const roles = given.roles ?? (isArrow && hasRoles(table) ? undefined : NO_ROLES);
  const described = annotateTable(table, {
    task: given.task,
    positive: given.positive,
    rules: roles && {
      roles,
      sensitiveAsFeatures: given["sensitive-as-features"],
      place: given.source,
    },
    source: { kind: "file", file: given.source, sha256: digest, rows: table.numRows },
  });
  reportLeftOut(described, context);
  return described;
}

/** Every column of a header, once. @throws FairlineError `COLUMN_DUPLICATE`, or `FILE_INVALID` for a column without a name. */
function pickAll(names: readonly string[], file: CsvFile): PickedField[] {
  return names.map((name, position) => {
    if (name === "") {
      throw new FairlineError(
        "FILE_INVALID",
        `column ${String(position + 1)} of ${file.name} has no name in the header`,
        {
          hint:
            position === 0
              ? "Give it one, or save the file without row numbers (pandas: index=False; R: row.names=FALSE)."
              : "Give it one, or remove the column.",
        },
      );
    }
    const first = names.indexOf(name);
    if (first < position) {
      throw new FairlineError(
        "COLUMN_DUPLICATE",
        `${file.name} has two columns "${name}", column ${String(first + 1)} and column ${String(position + 1)}`,
        { hint: "Rename or remove one of them." },
      );
    }
    return { name, position };
  });
}

async function readText(
  file: CsvFile,
  given: TableParams,
  context: StageContext,
): Promise<{ table: Table; digest: string }> {
  const { columns, digests } = await readCsv([file], given, {
    pick: pickAll,
    signal: context.signal,
    progress: (done, total, note) => {
      context.progress(done, total, note);
    },
  });
  requireColumns(Object.keys(given.types), columns, given.source);
  warnOfUnparsableNumbers(
    columns.filter(({ name }) => given.types[name] === undefined),
    context,
  );
  const table = makeTable(
    columns.map((raw) => ({
      name: raw.name,
      column: typedColumn(raw, given.types[raw.name] ?? inferColumnType(raw.words)),
    })),
  );
  return { table, digest: digests[0]! };
}

function requireColumns(
  typed: readonly string[],
  columns: readonly RawColumn[],
  place: string,
): void {
  const names = columns.map(({ name }) => name);
  const unknown = typed.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new FairlineError(
    "COLUMN_MISSING",
    `types names the column "${unknown}", which ${place} does not have`,
    { hint: nameHint(unknown, names, "columns") },
  );
}

function hasRoles(table: Table): boolean {
  return columnNames(table).some((name) => columnRoles(table, name).length > 0);
}

function warnOfUnparsableNumbers(columns: readonly RawColumn[], context: StageContext): void {
  for (const raw of columns) {
    const found = unparsableNumber(raw);
    if (found === undefined) continue;
    const { column, word, row } = found;
    context.log(
      "warn",
      `column "${column}" holds words because of "${word}" in row ${String(row)}, though most of its words are numbers: correct it, list it under null-values if it means a missing one, or say types: { ${column}: category }`,
    );
  }
}

/** What columns of some types are called where they are left out of the features. */
const LEFT_OUT = [
  ["text", "free text is no feature unless roles.feature lists it"],
  ["other", "dates and nested values are no features unless roles.feature lists them"],
] as const;

function reportLeftOut(table: Table, context: StageContext): void {
  for (const [type, message] of LEFT_OUT) {
    const names = columnNames(table).filter(
      (name) => columnType(table, name) === type && columnRoles(table, name).length === 0,
    );
    if (names.length > 0) context.log("info", `${message}: ${names.join(", ")}`);
  }
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
