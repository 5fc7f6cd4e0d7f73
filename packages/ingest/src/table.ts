import { createHash } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { columnNames, columnRoles, columnType, makeTable, readTable } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { FairlineError, nameHint } from "@fairline/core";
import type { StageContext } from "@fairline/core";
import { inferColumnType, otherSyntax, typedColumn } from "./file/column-type.ts";
import { isAFolder, readCsv } from "./file/csv.ts";
import type { CsvCall, PickedField } from "./file/csv.ts";
import type { CsvFile } from "./file/csv-options.ts";
import { isArrowFile, isJsonFile } from "./file/file-format.ts";
import { readJson } from "./file/json-rows.ts";
import { plainNumbers } from "./file/number-syntax.ts";
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
  if (isArrow && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) {
    throw await isAFolder({ path, name: given.source });
  }
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

/**
 * Every column of a header. Of columns with one name the second is called `name (2)`.
 *
 * @param used - Names that roles and types are for: these must be of one column.
 * @throws FairlineError `COLUMN_DUPLICATE`, or `FILE_INVALID` for a column without a name.
 */
function pickAll(
  names: readonly string[],
  file: CsvFile,
  { used, onRename }: { used: ReadonlySet<string>; onRename: (message: string) => void },
): PickedField[] {
  const taken = new Set(names);
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
    if (first === position) return { name, position };
    const both = `${file.name} has two columns "${name}", column ${String(first + 1)} and column ${String(position + 1)}`;
    if (used.has(name)) {
      throw new FairlineError("COLUMN_DUPLICATE", both, {
        hint: "Rename or remove one of them: which one roles or types mean cannot be told.",
      });
    }
    let number = 2;
    while (taken.has(`${name} (${String(number)})`)) number += 1;
    const other = `${name} (${String(number)})`;
    taken.add(other);
    onRename(`${both}: the latter is called "${other}" here`);
    return { name: other, position };
  });
}

/** The columns that roles and types name. */
function namedColumns({ roles, types }: TableParams): ReadonlySet<string> {
  const { sensitive = [], ignored = [], feature = "rest", ...single } = roles ?? {};
  const features = feature === "rest" ? [] : feature;
  return new Set([
    ...[...sensitive, ...ignored, ...features],
    ...Object.values(single).filter((name) => typeof name === "string"),
    ...Object.keys(types),
  ]);
}

async function readText(
  file: CsvFile,
  given: TableParams,
  context: StageContext,
): Promise<{ table: Table; digest: string }> {
  const { columns, digest } = await (isJsonFile(given.source)
    ? readJson(file, given, callOf(context))
    : readDelimited(file, given, context));
  const plain = plainNumbers(given);
  requireColumns(Object.keys(given.types), columns, given.source);
  const untyped = columns.filter(({ name, words }) => {
    const isWords = !["integer", "number"].includes(inferColumnType(words, plain));
    return given.types[name] === undefined && isWords;
  });
  warnOfUnparsableNumbers(untyped, context);
  const table = makeTable(
    columns.map((raw) => ({
      name: raw.name,
      column: typedColumn(raw, given.types[raw.name] ?? inferColumnType(raw.words, plain), plain),
    })),
  );
  return { table, digest };
}

async function readDelimited(
  file: CsvFile,
  given: TableParams,
  context: StageContext,
): Promise<{ columns: readonly RawColumn[]; digest: string }> {
  const naming = {
    used: namedColumns(given),
    onRename: (message: string) => {
      context.log("warn", message);
    },
  };
  const { columns, digests, delimiters } = await readCsv([file], given, {
    pick: (names, from) => pickAll(names, from, naming),
    ...callOf(context),
  });
  const [delimiter] = delimiters;
  if (given.delimiter === undefined && delimiter !== ",") {
    context.log("info", `the fields of ${file.name} are separated by ${JSON.stringify(delimiter)}`);
  }
  return { columns, digest: digests[0]! };
}

function callOf(context: StageContext): Pick<CsvCall, "signal" | "progress"> {
  return {
    signal: context.signal,
    progress: (done, total, note) => {
      context.progress(done, total, note);
    },
  };
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
    const other = otherSyntax(word);
    const mend = other === undefined ? "correct it" : `set ${other} if numbers are written so`;
    context.log(
      "warn",
      `column "${column}" holds words because of "${word}" in row ${String(row)}, though most of its words are numbers: ${mend}, list it under null-values if it means a missing one, or say types: { ${column}: category }`,
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
