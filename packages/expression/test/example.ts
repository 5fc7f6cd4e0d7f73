import {
  evaluateColumn,
  evaluateValue,
  parseExpression,
  printExpression,
  scopeOf,
} from "@fairline/expression";

const tree = parseExpression("income / hours > 20 and race in ('White', 'Black')");

// On values: `when`, `${{ }}`.
export const value = evaluateValue(tree, scopeOf({ income: 900, hours: 40, race: "White" }));

// On columns: `filter`. Numbers are missing where NaN, codes where -1.
export const column = evaluateColumn(tree, {
  length: 3,
  kinds: new Map([
    ["income", "number"],
    ["hours", "number"],
    ["race", "text"],
  ]),
  read: (name) =>
    name === "race"
      ? { type: "category", codes: Int32Array.of(0, 1, -1), values: ["White", "Other"] }
      : { type: "number", values: Float64Array.of(900, 800, Number.NaN) },
});

export const text = printExpression(tree);
