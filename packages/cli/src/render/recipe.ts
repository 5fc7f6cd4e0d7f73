import type { LocatedRecipe, Recipe } from "@fairline/ingest";
import { countText } from "../format/amount.ts";
import { columnsText } from "../format/columns.ts";
import type { Style } from "../format/style.ts";
import { wrapped } from "../format/wrap.ts";

/** One line of the list of recipes. */
export interface RecipeLine {
  readonly name: string;
  readonly title: string;
  readonly licence: string;
  /** Null where the recipe does not say. */
  readonly rows: number | null;
}

/** The list of recipes. */
export function recipesText(recipes: readonly RecipeLine[], style: Style): string {
  const rows = recipes.map(({ name, title, licence, rows: count }) => [
    style.name(name),
    count === null ? "" : countText(count, "row"),
    `licence: ${licence}`,
    title,
  ]);
  return columnsText(rows, { right: [1], indent: 2, width: style.width });
}

/** Everything a recipe says: source, licence, columns with their roles, caveats, citation. */
export function recipeText({ name, path, recipe }: LocatedRecipe, style: Style): string {
  const section = (title: string, body: string): string =>
    body === "" ? "" : `\n${style.bold(title)}\n${body}`;
  const facts = [
    ["licence", recipe.licence],
    ...(recipe.homepage === undefined ? [] : [["homepage", recipe.homepage]]),
    ["recipe", path],
    ...(recipe.expect.rows === undefined ? [] : [["rows", String(recipe.expect.rows)]]),
    ...(recipe.positive === undefined ? [] : [["positive", recipe.positive]]),
  ];
  return [
    `${style.name(name)}  ${style.bold(recipe.title)}\n${wrapped(recipe.description, 2, style.width)}`,
    `\n${columnsText(facts, { indent: 2, width: style.width })}`,
    section("Files", filesText(recipe)),
    section("Columns", columnsOf(recipe, style)),
    section("Caveats", recipe.caveats.map((caveat) => bullet(caveat, style)).join("")),
    section("How to cite", recipe.citation.map((citation) => bullet(citation, style)).join("")),
  ].join("");
}

function filesText({ files, counts }: Recipe): string {
  if (counts !== undefined) return "  none: the recipe holds the counts itself\n";
  const rows = files.flatMap(({ url, path, sha256 }) => [
    [url ?? path ?? ""],
    ...sha256.map((digest) => [`  sha256 ${digest}`]),
  ]);
  return columnsText(rows, { indent: 2 });
}

function columnsOf({ columns, roles }: Recipe, { width }: Style): string {
  const rows = Object.entries(columns).map(([column, { type, description }]) => [
    column,
    type,
    rolesOf(column, roles).join(", "),
    description,
  ]);
  return columnsText(rows, { indent: 2, width });
}

function rolesOf(column: string, roles: Recipe["roles"]): string[] {
  const named = Object.entries(roles)
    .filter(([, value]) => (Array.isArray(value) ? value.includes(column) : value === column))
    .map(([role]) => role);
  return named.length === 0 && roles.feature === "rest" ? ["feature"] : named;
}

function bullet(text: string, { width }: Style): string {
  return `  -${wrapped(text, 4, width).slice(3)}`;
}
