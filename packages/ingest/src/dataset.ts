import { categoryColumn, makeTable } from "@fairline/arrow";
import type { CategoryColumn, Table } from "@fairline/arrow";
import { FairlineError, nameHint } from "@fairline/core";
import type { JsonValue, StageContext } from "@fairline/core";
import { z } from "zod";
import type { DatasetParams } from "./dataset.stage.ts";
import { typedColumn } from "./file/column-type.ts";
import { readCsv } from "./file/csv.ts";
import type { PickedField } from "./file/csv.ts";
import { plainNumbers } from "./file/number-syntax.ts";
import type { RawColumn } from "./file/raw-column.ts";
import { checkFacts } from "./recipe/check-facts.ts";
import { expandCounts } from "./recipe/expand-counts.ts";
import { keepRows } from "./recipe/keep-rows.ts";
import { recipeFileName } from "./recipe/recipe-file.ts";
import { recipeSchema } from "./recipe/recipe.ts";
import type { Recipe, RecipeColumn } from "./recipe/recipe.ts";
import { annotateTable } from "./roles/annotate-table.ts";

const declared = z.object({ name: z.string(), recipe: recipeSchema });

/**
 * Reads the data set whose recipe is `context.values.recipe` and whose files are `context.files`.
 *
 * Words are mapped first, then rows are chosen, then words become numbers and categories.
 *
 * @throws FairlineError `COLUMN_MISSING` for a field that a file does not have, `ROWS_EMPTY` where no row is kept,
 *   `FILE_INVALID` where a known fact does not hold, and as {@link readCsv}, {@link typedColumn} and
 *   {@link annotateTable} do.
 */
export async function readDataset(choice: DatasetParams, context: StageContext): Promise<Table> {
  const { name, recipe } = declared.parse(context.values["recipe"]);
  const { columns, digests } = await readFields(recipe, context);
  const mapped = columns.map((raw) => ({
    name: raw.name,
    words: mapWords(raw.words, recipe.columns[raw.name]!.map),
  }));
  const kept = keepRows(mapped, recipe.keep, name);
  const plain = plainNumbers(recipe.format);
  const table = makeTable(
    kept.map((raw) => ({
      name: raw.name,
      column: typedColumn(raw, recipe.columns[raw.name]!.type, plain),
    })),
  );
  const described = annotateTable(table, {
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
    const fields = expandCounts(recipe.counts);
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

function mapWords(
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
