import type { JsonValue } from "@fairline/core";
import { describe, expect, it } from "vitest";
import type { ExpressionFunction } from "../src/index.ts";
import {
  evaluateColumn,
  evaluateValue,
  FUNCTIONS,
  parseExpression,
  requireCondition,
  scopeOf,
} from "../src/index.ts";
import { problemIn } from "./problem.ts";
import { numbers, tableOf, texts, words } from "./table.ts";

const TABLE = tableOf({
  x: numbers(-2.5, 0, 1250, Number.NaN),
  race: words("White", "black ", null, "White"),
  note: texts("12", null, "naïve 𝒳", ""),
});

/** The values of an expression in the rows of the table, null where missing or unknown. */
function rows(text: string): JsonValue[] {
  const column = evaluateColumn(parseExpression(text), TABLE);
  switch (column.type) {
    case "number":
      return Array.from(column.values, (x) => (Number.isNaN(x) ? null : x));
    case "category":
      return Array.from(column.codes, (code) => column.values[code] ?? null);
    case "text":
      return [...column.values];
    case "condition":
      return Array.from(column.values, (truth) => [false, true, null][truth]!);
  }
}

describe.each([...FUNCTIONS.values()])("$name", ({ examples, name }: ExpressionFunction) => {
  it.each(examples)("%s", (text, value) => {
    const tree = parseExpression(text);
    expect(text).toContain(`${name}(`);
    expect(evaluateValue(tree, scopeOf({}))).toEqual(value);
    if (!text.includes("(null")) expect(rows(text)).toEqual([value, value, value, value]);
  });
});

describe("functions on columns", () => {
  it("pass missing values on", () => {
    expect(rows("abs(x)")).toEqual([2.5, 0, 1250, null]);
    expect(rows("max(x, 1, 2)")).toEqual([2, 2, 1250, null]);
    expect(rows("lower(trim(race))")).toEqual(["white", "black", null, "white"]);
    expect(rows("length(note)")).toEqual([2, null, 7, 0]);
    expect(rows("contains(note, 'v')")).toEqual([false, null, true, false]);
    expect(rows("starts_with(race, note)")).toEqual([false, null, null, true]);
    expect(rows("between(x, -3, 1)")).toEqual([true, true, false, null]);
    expect(rows("number(note)")).toEqual([12, null, null, null]);
    expect(rows("text(x)")).toEqual(["-2.5", "0", "1250", null]);
    expect(rows("text(x > 0)")).toEqual(["false", "false", "true", null]);
    expect(rows("number(x > 0)")).toEqual([0, 0, 1, null]);
  });

  it("choose", () => {
    expect(rows("if(x > 0, 'more', race)")).toEqual(["White", "black ", "more", null]);
    expect(rows("if(x > 0, note, race)")).toEqual(["White", "black ", "naïve 𝒳", null]);
    expect(rows("if(x < 0, null, x)")).toEqual([null, 0, 1250, null]);
    expect(rows("if(race is null, x > 0, x < 0)")).toEqual([true, false, true, null]);
    expect(rows("coalesce(note, race, 'none')")).toEqual(["12", "black ", "naïve 𝒳", ""]);
    expect(rows("x ?? 7")).toEqual([-2.5, 0, 1250, 7]);
    expect(rows("x > 0 ?? race == 'White'")).toEqual([false, false, true, true]);
    expect(rows("is_missing(race)")).toEqual([false, false, true, false]);
  });

  it("keep the categories of a column distinct", () => {
    const column = evaluateColumn(
      parseExpression("lower(s)"),
      tableOf({ s: words("a", "A", "b") }),
    );
    expect(column).toEqual({ type: "category", codes: Int32Array.of(0, 0, 1), values: ["a", "b"] });
  });

  it("round halves away from zero, and leave numbers without such digits alone", () => {
    // Python: from decimal import Decimal, ROUND_HALF_UP
    // [float(Decimal(x).quantize(Decimal("1"), ROUND_HALF_UP)) for x in (0.5, 1.5, -0.5, -1.5, 0.49999999999999994)]
    expect(rows("round(0.5)")[0]).toBe(1);
    expect(rows("round(1.5)")[0]).toBe(2);
    expect(rows("round(-0.5)")[0]).toBe(-1);
    expect(rows("round(-1.5)")[0]).toBe(-2);
    expect(rows("round(0.49999999999999994)")[0]).toBe(0);
    expect(rows("round(-0.2)")[0]).toBe(0);
    expect(rows("round(1e300, 15)")[0]).toBe(1e300);
    // 1.005 is stored as 1.00499999999999989….
    expect(rows("round(1.005, 2)")[0]).toBe(1);
  });

  it("read the numbers that a column of numbers may have in a file, and no others", () => {
    const said = [
      "+1",
      "-.5",
      "1.",
      "1E3",
      " 7 ",
      "1,5",
      "1 000",
      "0x10",
      "1e999",
      "Infinity",
      "NaN",
      "",
    ];
    const table = tableOf({ s: texts(...said) });
    const column = evaluateColumn(parseExpression("number(s)"), table);
    expect(column.type === "number" && [...column.values]).toEqual([
      ...[1, -0.5, 1, 1000, 7],
      ...Array<number>(7).fill(Number.NaN),
    ]);
  });
});

describe("a call that does not fit", () => {
  const problem = (text: string): string => problemIn(text, () => rows(text));

  it("is refused before rows are read, at the argument that is wrong", () => {
    const texts = [
      "lower(x)",
      "abs(race)",
      "if(x, 1, 2)",
      "if(x > 0, 1, race)",
      "race ?? 3",
      "coalesce(x, x > 0)",
      "between(x, 'a', 'b')",
      "between(x > 0, 1, 2)",
      "contains(race, 3)",
      "round(x, x)",
      "starts_wit(race, 'W')",
      "max(x)",
      "if(x > 0, null, null)",
      "null",
    ];
    expect(texts.map(problem).join("\n\n")).toMatchInlineSnapshot(`
      "COLUMN_TYPE: cannot pass column "x" (numbers) to lower, which takes text
        lower(x)
              ^
      Write lower(text).

      COLUMN_TYPE: cannot pass column "race" (text) to abs, which takes numbers
        abs(race)
            ^^^^
      Write abs(x).

      COLUMN_TYPE: cannot pass column "x" (numbers) to if, which takes a condition
        if(x, 1, 2)
           ^
      Write if(condition, then, else).

      COLUMN_TYPE: cannot choose between 1 (numbers) and column "race" (text)
        if(x > 0, 1, race)
                     ^^^^
      Turn one of them into the type of the other by number() or text().

      COLUMN_TYPE: cannot choose between column "race" (text) and 3 (numbers)
        race ?? 3
                ^
      Turn one of them into the type of the other by number() or text().

      COLUMN_TYPE: cannot choose between column "x" (numbers) and a condition
        coalesce(x, x > 0)
                    ^^^^^
      Turn one of them into the type of the other by number() or text().

      COLUMN_TYPE: cannot compare column "x" (numbers) with "a" (text)
        between(x, 'a', 'b')
                   ^^^
      Turn one of them into the type of the other by number() or text().

      COLUMN_TYPE: cannot pass a condition to between, which takes numbers or text
        between(x > 0, 1, 2)
                ^^^^^
      Write between(value, low, high).

      COLUMN_TYPE: cannot pass 3 (numbers) to contains, which takes text
        contains(race, 3)
                       ^
      Write contains(text, part).

      EXPRESSION_TYPE: the digits of round must be a whole number from -15 to 15, written out
        round(x, x)
                 ^
      Write round(x, digits?).

      EXPRESSION_UNKNOWN: there is no function "starts_wit"
        starts_wit(race, 'W')
        ^^^^^^^^^^
      Did you mean "starts_with"? The functions are: is_missing, isnull, coalesce, if, between, abs, min, max, round, floor, ceil, sqrt, exp, log, number, text, length, lower, upper, trim, ….

      EXPRESSION_TYPE: max takes at least 2 arguments, and got 1
        max(x)
        ^^^^^^
      Write max(a, b, …).

      EXPRESSION_TYPE: the expression is always null
        if(x > 0, null, null)
        ^^^^^^^^^^^^^^^^^^^^^
      no hint

      EXPRESSION_TYPE: the expression is always null
        null
        ^^^^
      no hint"
    `);
  });

  it("is found without a table as far as that is possible", () => {
    const check = (text: string): string =>
      problemIn(text, () => {
        requireCondition(parseExpression(text));
      });
    expect(check("lower(3) == anything")).toContain(
      "cannot pass 3 (numbers) to lower, which takes text",
    );
    expect(check("if(a > 3, 'x', 4) == b")).toContain(
      'cannot choose between "x" (text) and 4 (numbers)',
    );
    expect(check("a + 'x' > 3")).toContain('cannot use "x" (text) in arithmetic');
    expect(check("a == (b > 3)")).toContain('cannot compare column "a" with a condition');
    expect(check("lower(a)")).toContain("cannot take text as a condition");
    for (const text of ["a == 'x' and a > 3", "a", "coalesce(a, b)", "a ?? b", "if(a, b, c)"]) {
      expect(() => {
        requireCondition(parseExpression(text));
      }).not.toThrow();
    }
  });
});
