import {
  binaryLabels,
  categoryColumn,
  categoryWords,
  columnsWithRole,
  makeTable,
  tableMeta,
} from "@fairline/arrow";
import type { CategoryColumn, Table } from "@fairline/arrow";
import { FairlineError, nameHint } from "@fairline/core";
import type { JsonValue, StageContext } from "@fairline/core";
import { TRUE } from "@fairline/expression";
import { z } from "zod";
import type { DatasetParams } from "./dataset.stage.ts";
import { typedColumn } from "./column-type.ts";
import { countedRows } from "./counted-rows.ts";
import { readCsv } from "./csv.ts";
import type { PickedField } from "./csv.ts";
import { describedTable } from "./described-table.ts";
import type { RawColumn } from "./raw-column.ts";
import type { Recipe, RecipeColumn } from "./recipe.ts";
import { recipeSchema } from "./recipe.ts";
import { recipeFileName } from "./recipe-file.ts";
import type { RowCondition } from "./row-condition.ts";
import { rowsThatMeet } from "./rows-that-meet.ts";

const declared = z.object({ name: z.string(), recipe: recipeSchema });

/**
 * Reads the data set whose recipe is `context.values.recipe` and whose files are `context.files`.
 *
 * Words are mapped first, then rows are chosen, then words become numbers and categories.
 *
 * @throws FairlineError `COLUMN_MISSING` for a field that a file does not have, `ROWS_EMPTY` where no row is kept,
 *   `FILE_INVALID` where a known fact does not hold, and as {@link readCsv}, {@link typedColumn} and
 *   {@link describedTable} do.
 */
export async function readDataset(choice: DatasetParams, context: StageContext): Promise<Table> {
  const { name, recipe } = declared.parse(context.values["recipe"]);
  const { columns, digests } = await readFields(recipe, context);
  const mapped = columns.map((raw) => ({
    name: raw.name,
    words: reworded(raw.words, recipe.columns[raw.name]!.map),
  }));
  const kept = keepRows(mapped, recipe.keep, name);
  const table = makeTable(
    kept.map((raw) => ({
      name: raw.name,
      column: typedColumn(raw, recipe.columns[raw.name]!.type),
    })),
  );
  const described = describedTable(table, {
    task: choice.task ?? recipe.task,
    positive: choice.positive ?? (choice.task === undefined ? recipe.positive : undefined),
    rules: {
      roles: choice.roles ?? recipe.roles,
      sensitiveAsFeatures: choice["sensitive-as-features"],
      place: `the data set "${name}"`,
    },
    source: provenance(name, recipe, digests),
  });
  const isAsPublished =
    choice.roles === undefined && choice.task === undefined && choice.positive === undefined;
  checkFacts(described, name, isAsPublished ? recipe.expect : { rows: recipe.expect.rows });
  return described;
}

async function readFields(
  recipe: Recipe,
  context: StageContext,
): Promise<{ columns: readonly RawColumn[]; digests: readonly string[] }> {
  const wanted = Object.entries(recipe.columns);
  if (recipe.counts !== undefined) {
    const fields = countedRows(recipe.counts);
    const columns = wanted.map(([name, { from = name }]) => ({
      name,
      words: fields.find((field) => field.name === from)!.words,
    }));
    return { columns, digests: [] };
  }
  const files = recipe.files.map((file, i) => ({
    path: context.files[recipeFileName(i)]!,
    name: file.mirror ?? file.path!,
  }));
  return readCsv(files, recipe.format, {
    pick: (fields, file) =>
      wanted.map(([name, column]) => pickField(name, column, fields, file.name)),
    signal: context.signal,
    progress: (done, total, note) => {
      context.progress(done, total, note);
    },
  });
}

/** A field that occurs more than once is taken only where the recipe says which one. */
function pickField(
  name: string,
  { from = name, occurrence }: RecipeColumn,
  fields: readonly string[],
  place: string,
): PickedField {
  const positions = [...fields.keys()].filter((position) => fields[position] === from);
  if (positions.length > 1 && occurrence === undefined) {
    throw new FairlineError(
      "COLUMN_DUPLICATE",
      `${place} has ${String(positions.length)} columns "${from}"`,
      { hint: `Say which one column "${name}" of the recipe is: occurrence: 1.` },
    );
  }
  const position = positions[(occurrence ?? 1) - 1];
  if (position !== undefined) return { name, position };
  throw new FairlineError("COLUMN_MISSING", `${place} has no column "${from}"`, {
    hint: nameHint(from, fields, "columns"),
  });
}

function reworded(
  { codes, values }: CategoryColumn,
  map: Readonly<Record<string, string>>,
): CategoryColumn {
  const { codes: newCodes, values: newValues } = categoryColumn(
    values.map((word) => (Object.hasOwn(map, word) ? map[word]! : word)),
  );
  return {
    type: "category",
    codes: codes.map((code) => (code < 0 ? -1 : newCodes[code]!)),
    values: newValues,
  };
}

function keepRows(
  columns: readonly RawColumn[],
  conditions: readonly RowCondition[],
  place: string,
): readonly RawColumn[] {
  if (conditions.length === 0) return columns;
  const met = conditions.map((condition) => rowsThatMeet(condition, columns));
  const rows: number[] = [];
  for (let row = 0, n = columns[0]!.words.codes.length; row < n; row++) {
    if (met.every((truth) => truth[row] === TRUE)) rows.push(row);
  }
  if (rows.length === 0) {
    throw new FairlineError(
      "ROWS_EMPTY",
      `no row of the data set "${place}" meets its conditions`,
      {
        hint: "Look at `keep` in the recipe.",
      },
    );
  }
  return columns.map(({ name, words }) => {
    const all = categoryWords(words);
    return { name, words: categoryColumn(rows.map((row) => all[row]!)) };
  });
}

function provenance(name: string, recipe: Recipe, digests: readonly string[]): JsonValue {
  const { title, description, homepage, licence, citation, caveats, columns } = recipe;
  return {
    kind: "dataset",
    name,
    title,
    description,
    ...(homepage === undefined ? {} : { homepage }),
    licence,
    citation,
    caveats,
    files: recipe.files.map((file, i) => ({ from: file.url ?? file.path!, sha256: digests[i]! })),
    columns: Object.fromEntries(
      Object.entries(columns).map(([column, about]) => [column, about.description]),
    ),
  };
}

/** Base rates are written with a few digits; this is half of the sixth. */
const BASE_RATE_TOLERANCE = 5e-7;

function checkFacts(
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
