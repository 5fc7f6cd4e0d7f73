import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateCondition, parseExpression, requireCondition } from "../src/index.ts";
import { problemIn } from "./problem.ts";
import { numbers, tableOf, texts, words } from "./table.ts";

const TABLE = tableOf({
  age: numbers(17, 18, 40, Number.NaN),
  hours: numbers(10, 40, 40, 20),
  race: words("White", "Black", "Other", null),
  vet: words("true", "false", "false", null),
  note: texts("b", "a", "2013-05-01", null),
  "capital-gain": numbers(0, 1, 2, 3),
  "a.b": numbers(1, 2, 3, 4),
  in: numbers(5, 6, 7, 8),
});

/** What a condition is in each row: t, f, or ? for unknown. */
function truth(text: string): string {
  const { values } = evaluateCondition(parseExpression(text), TABLE);
  return Array.from(values, (value) => "ft?"[value]!).join("");
}

/** What is wrong with a condition before a table is known. */
function problem(text: string): string {
  return problemIn(text, () => {
    requireCondition(parseExpression(text));
  });
}

/** What is wrong with a condition on the table. */
function failure(text: string): string {
  return problemIn(text, () => truth(text));
}

describe("a condition", () => {
  it("compares numbers, and is unknown where one is missing", () => {
    expect(truth("age >= 18")).toBe("ftt?");
    expect(truth("age < 18")).toBe("tff?");
    expect(truth("age == 40")).toBe("fft?");
    expect(truth("age != 40")).toBe("ttf?");
    expect(truth("18 <= age")).toBe("ftt?");
    expect(truth("age > -1")).toBe("ttt?");
    expect(truth("age <= hours")).toBe("ftt?");
  });

  it("compares words, by code units", () => {
    expect(truth("race == 'White'")).toBe("tff?");
    expect(truth('race != "White"')).toBe("ftt?");
    expect(truth("note < 'b'")).toBe("ftt?");
    expect(truth("note >= '2013-01-01'")).toBe("ttt?");
    expect(truth("note == race")).toBe("fff?");
  });

  it("reads true and false as the words of a boolean column", () => {
    expect(truth("vet == true")).toBe("tff?");
    expect(truth("vet == 'true'")).toBe("tff?");
  });

  it("looks values up in lists", () => {
    expect(truth("race in ('White', 'Black')")).toBe("ttf?");
    expect(truth("race not in ('White', 'Black')")).toBe("fft?");
    expect(truth("age in (17, 40)")).toBe("tft?");
    expect(truth("age in (-1, 18)")).toBe("ftf?");
    expect(truth("hours / 2 in (20)")).toBe("fttf");
  });

  it("tells missing values, which is never unknown", () => {
    expect(truth("isnull(age)")).toBe("ffft");
    expect(truth("race is null")).toBe("ffft");
    expect(truth("race is not null")).toBe("tttf");
    expect(truth("not isnull(note)")).toBe("tttf");
    expect(truth("isnull(age + hours)")).toBe("ffft");
  });

  it("computes", () => {
    expect(truth("age + hours == 27")).toBe("tff?");
    expect(truth("hours - 2 * 5 == 0")).toBe("tfff");
    expect(truth("(hours - 2) * 5 == 40")).toBe("tfff");
    expect(truth("hours % 20 == 0")).toBe("fttt");
    expect(truth("-hours < -30")).toBe("fttf");
  });

  it("joins by and, or, not, in words or signs: not before and before or", () => {
    expect(truth("age >= 18 and hours == 40 and race == 'Black'")).toBe("ftff");
    expect(truth("race == 'White' or race == 'Black' and age > 100")).toBe("tff?");
    expect(truth("(race == 'White' or race == 'Black') and age > 100")).toBe("fff?");
    expect(truth("not age > 18 and hours > 10")).toBe("ftf?");
    expect(truth("!(age > 18) && hours > 10 || race == 'Other'")).toBe("ftt?");
    expect(truth("NOT age > 18 AND hours > 10 OR race IN ('Other')")).toBe("ftt?");
    expect(truth("not not age > 18")).toBe("fft?");
  });

  it("lets a side that settles it settle it, though the other is unknown", () => {
    // In row 4 age is missing and hours are 20.
    expect(truth("age > 0 and hours > 100")).toBe("ffff");
    expect(truth("hours > 100 and age > 0")).toBe("ffff");
    expect(truth("age > 0 or hours > 0")).toBe("tttt");
    expect(truth("age > 0 and hours > 0")).toBe("ttt?");
    expect(truth("age < 0 or hours > 100")).toBe("fff?");
  });

  it("reads a column once, however often it is named, and none that is not", () => {
    const read: string[] = [];
    const columns = {
      ...TABLE,
      read: (name: string) => {
        read.push(name);
        return TABLE.read(name);
      },
    };
    evaluateCondition(parseExpression("age > 18 and age < 40 or hours > age"), columns);
    expect(read).toEqual(["age", "hours"]);
  });

  it("finds nothing in an empty list", () => {
    expect(truth("age in []")).toBe("fff?");
    expect(truth("race not in []")).toBe("ttt?");
  });

  it("takes names that are no plain words in backquotes", () => {
    expect(truth("`capital-gain` > 1")).toBe("fftt");
    expect(truth("`a.b` == 1")).toBe("tfff");
    expect(truth("`in` in (5)")).toBe("tfff");
    // Without them a hyphen is a minus.
    expect(failure("capital-gain > 1")).toMatch(/^COLUMN_MISSING: there is no column "capital"/);
  });

  it("obeys De Morgan and double negation on any truth values", () => {
    const atom = fc.constantFrom(
      "age > 17",
      "hours > 30",
      "race == 'White'",
      "isnull(vet)",
      "vet == true",
    );
    fc.assert(
      fc.property(atom, atom, (a, b) => {
        expect(truth(`not (${a} and ${b})`)).toBe(truth(`not ${a} or not ${b}`));
        expect(truth(`not (${a} or ${b})`)).toBe(truth(`not ${a} and not ${b}`));
        expect(truth(`not not ${a}`)).toBe(truth(a));
        expect(truth(`${a} and ${b}`)).toBe(truth(`${b} && ${a}`));
      }),
    );
  });
});

describe("a condition that cannot be read", () => {
  it("is refused before a table is known, with the part that is wrong", () => {
    const refused = [
      "",
      "age =",
      "age = 3",
      "age === 3",
      "age > 3 race",
      "age > ",
      "(age > 3",
      "age > 3)",
      "and age",
      "age > 3 and",
      "not",
      "race in 'White'",
      "race in ()",
      "race in (age)",
      "race in ('a' 'b')",
      "race is missing",
      "age == null",
      "`age > 3",
      "'White",
      "a.b > 3",
      "mean(age) > 3",
      "isnull()",
      "isnull(age, hours)",
      "age ? 1 : 2",
      "[1, 2]",
      "~age",
      "age & 3",
      "(age, hours) == 3",
    ];
    expect(refused.map(problem).join("\n\n")).toMatchInlineSnapshot(`
      "EXPRESSION_SYNTAX: the expression is empty
        
        ^
      no hint

      EXPRESSION_SYNTAX: write == to compare
        age =
            ^
      no hint

      EXPRESSION_SYNTAX: write == to compare
        age = 3
            ^
      no hint

      EXPRESSION_SYNTAX: write == to compare
        age === 3
            ^^^
      no hint

      EXPRESSION_SYNTAX: there must be one expression, with an operator between two values
        age > 3 race
                ^^^^
      no hint

      EXPRESSION_SYNTAX: expected a value after ">"
        age > 
            ^
      no hint

      EXPRESSION_SYNTAX: "(" is never closed
        (age > 3
        ^
      no hint

      EXPRESSION_SYNTAX: unexpected ")"
        age > 3)
               ^
      no hint

      EXPRESSION_SYNTAX: expected a value before "and"
        and age
        ^^^
      no hint

      EXPRESSION_SYNTAX: expected a value after "and"
        age > 3 and
                ^^^
      no hint

      EXPRESSION_SYNTAX: expected a value after "not"
        not
        ^^^
      no hint

      EXPRESSION_SYNTAX: expected a list: in (…), not "'White'"
        race in 'White'
                ^^^^^^^
      no hint

      EXPRESSION_SYNTAX: the list is empty
        race in ()
                ^^
      no hint

      EXPRESSION_TYPE: a list holds numbers and text in quotes
        race in (age)
                 ^^^
      no hint

      EXPRESSION_SYNTAX: expected "," or ")" before "'b'"
        race in ('a' 'b')
                     ^^^
      no hint

      EXPRESSION_SYNTAX: expected null, not "missing"
        race is missing
                ^^^^^^^
      no hint

      EXPRESSION_TYPE: compare with null by isnull(column) or column is null
        age == null
               ^^^^
      no hint

      EXPRESSION_SYNTAX: the backquote is never closed
        \`age > 3
        ^^^^^^^^
      no hint

      EXPRESSION_SYNTAX: the quote is never closed
        'White
        ^^^^^^
      no hint

      EXPRESSION_TYPE: put a column name that holds a dot or bracket in backquotes: \`a.b\`
        a.b > 3
        ^^^
      no hint

      EXPRESSION_UNKNOWN: there is no function "mean"
        mean(age) > 3
        ^^^^
      Did you mean "min"? The functions are: is_missing, isnull, coalesce, if, between, abs, min, max, round, floor, ceil, sqrt, exp, log, number, text, length, lower, upper, trim, ….

      EXPRESSION_TYPE: isnull takes 1 argument, and got 0
        isnull()
        ^^^^^^^^
      Write isnull(value).

      EXPRESSION_TYPE: isnull takes 1 argument, and got 2
        isnull(age, hours)
        ^^^^^^^^^^^^^^^^^^
      Write isnull(value).

      EXPRESSION_SYNTAX: \`a ? b : c\` is not part of the expression language
        age ? 1 : 2
            ^
      no hint

      EXPRESSION_TYPE: a list stands in parentheses after in, and nowhere else
        [1, 2]
        ^^^^^^
      no hint

      EXPRESSION_SYNTAX: there is no operator "~"
        ~age
        ^
      no hint

      EXPRESSION_SYNTAX: write and to join two conditions
        age & 3
            ^
      no hint

      EXPRESSION_SYNTAX: a list stands in brackets, or in parentheses after in
        (age, hours) == 3
            ^
      no hint"
    `);
  });
});

describe("a condition that does not fit the table", () => {
  it("names a column that is not there", () => {
    expect(failure("rase == 'White'")).toMatchInlineSnapshot(`
      "COLUMN_MISSING: there is no column "rase" in the table
        rase == 'White'
        ^^^^
      Did you mean "race"? The columns are: age, hours, race, vet, note, capital-gain, a.b, in."
    `);
  });

  it("mixes up numbers, words and conditions", () => {
    expect(failure("age == '40'")).toMatchInlineSnapshot(`
      "COLUMN_TYPE: cannot compare column "age" (numbers) with "40" (text)
        age == '40'
        ^^^^^^^^^^^
      Put text in quotes, and leave numbers without."
    `);
    expect(failure("race > 3")).toMatchInlineSnapshot(`
      "COLUMN_TYPE: cannot compare column "race" (text) with 3 (numbers)
        race > 3
        ^^^^^^^^
      Put text in quotes, and leave numbers without."
    `);
    expect(failure("race in (1, 2)")).toMatchInlineSnapshot(`
      "COLUMN_TYPE: cannot look up column "race" (text) in a list with 1
        race in (1, 2)
                 ^
      Put text in quotes, and leave numbers without."
    `);
    expect(failure("age in (17, 'x')")).toMatchInlineSnapshot(`
      "COLUMN_TYPE: cannot look up column "age" (numbers) in a list with "x"
        age in (17, 'x')
                    ^^^
      Put text in quotes, and leave numbers without."
    `);
    expect(failure("(age > 3) == (hours > 3)")).toMatchInlineSnapshot(`
      "COLUMN_TYPE: cannot compare a condition with a condition
        (age > 3) == (hours > 3)
        ^^^^^^^^^^^^^^^^^^^^^^^^
      Put text in quotes, and leave numbers without."
    `);
    expect(failure("(age > 3) in (1)")).toMatchInlineSnapshot(`
      "COLUMN_TYPE: cannot look up a condition in a list with 1
        (age > 3) in (1)
                      ^
      Put text in quotes, and leave numbers without."
    `);
    expect(failure("(age > 3) in []")).toMatchInlineSnapshot(`
      "COLUMN_TYPE: cannot look up a condition in a list
        (age > 3) in []
         ^^^^^^^
      Put text in quotes, and leave numbers without."
    `);
    expect(failure("age and race == 'White'")).toMatchInlineSnapshot(`
      "COLUMN_TYPE: cannot take column "age" (numbers) as a condition
        age and race == 'White'
        ^^^
      Compare it with a value."
    `);
    expect(failure("not 'White'")).toMatchInlineSnapshot(`
      "COLUMN_TYPE: cannot take "White" (text) as a condition
        not 'White'
            ^^^^^^^
      Compare it with a value."
    `);
    expect(failure("race + 1 > 3")).toMatchInlineSnapshot(`
      "COLUMN_TYPE: cannot use column "race" (text) in arithmetic
        race + 1 > 3
        ^^^^
      Use columns of numbers in arithmetic."
    `);
    expect(failure("-race > 3")).toMatchInlineSnapshot(`
      "COLUMN_TYPE: cannot use column "race" (text) in arithmetic
        -race > 3
         ^^^^
      Use columns of numbers in arithmetic."
    `);
  });
});
