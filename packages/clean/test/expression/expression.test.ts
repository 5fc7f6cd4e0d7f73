import { FairlineError } from "@fairline/core";
import fc from "fast-check";
import jsep from "jsep";
import { describe, expect, it, onTestFinished } from "vitest";
import { compileCondition } from "../../src/expression/compile.ts";
import { parseExpression } from "../../src/expression/parse.ts";
import { ns, tableOf, ts, ws } from "../cleaning.ts";

const TABLE = tableOf([
  ns("age", [17, 18, 40, Number.NaN]),
  ns("hours", [10, 40, 40, 20]),
  ws("race", ["White", "Black", "Other", null]),
  ws("vet", ["true", "false", "false", null]),
  ts("note", ["b", "a", "2013-05-01", null]),
  ns("capital-gain", [0, 1, 2, 3]),
  ns("a.b", [1, 2, 3, 4]),
  ns("in", [5, 6, 7, 8]),
]);

/** What a condition is in each row: t, f, or ? for unknown. */
function truth(text: string): string {
  const parsed = parseExpression(text);
  if ("problem" in parsed) throw new Error(parsed.problem);
  const at = compileCondition(parsed.expression, TABLE);
  const word = (value: boolean | null): string => (value === null ? "?" : value ? "t" : "f");
  return [0, 1, 2, 3].map((row) => word(at(row))).join("");
}

function problem(text: string): string {
  const parsed = parseExpression(text);
  if (!("problem" in parsed)) throw new Error("expected a problem");
  return parsed.problem;
}

function failure(text: string): string {
  try {
    truth(text);
  } catch (error) {
    if (error instanceof FairlineError)
      return `${error.code}: ${error.message}\n${error.hint ?? ""}`;
    throw error;
  }
  throw new Error("expected a FairlineError");
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

  it("reckons", () => {
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
  it.each([
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
  ])("%s", (text) => {
    expect(problem(text)).toMatchSnapshot();
  });
});

describe("a condition that does not fit the table", () => {
  it("names a column that is not there", () => {
    expect(failure("rase == 'White'")).toMatchInlineSnapshot(`
      "COLUMN_MISSING: there is no column "rase" in the table
      Did you mean "race"? The columns are: age, hours, race, vet, note, capital-gain, a.b, in."
    `);
  });

  it("mixes up numbers, words and conditions", () => {
    expect(failure("age == '40'")).toMatchInlineSnapshot(`
      "COLUMN_TYPE: the filter cannot compare column "age" (numbers) with "40" (words)
      Put words in quotes, and leave numbers without."
    `);
    expect(failure("race > 3")).toMatchInlineSnapshot(`
      "COLUMN_TYPE: the filter cannot compare column "race" (words) with 3 (numbers)
      Put words in quotes, and leave numbers without."
    `);
    expect(failure("race in (1, 2)")).toMatchInlineSnapshot(`
      "COLUMN_TYPE: the filter cannot look up column "race" (words) in a list with 1
      Put words in quotes, and leave numbers without."
    `);
    expect(failure("age in (17, 'x')")).toMatchInlineSnapshot(`
      "COLUMN_TYPE: the filter cannot look up column "age" (numbers) in a list with "x"
      Put words in quotes, and leave numbers without."
    `);
    expect(failure("(age > 3) == (hours > 3)")).toMatchInlineSnapshot(`
      "COLUMN_TYPE: the filter cannot compare a condition with a condition
      Put words in quotes, and leave numbers without."
    `);
    expect(failure("(age > 3) in (1)")).toMatchInlineSnapshot(`
      "COLUMN_TYPE: the filter cannot look up a condition in a list with 1
      Put words in quotes, and leave numbers without."
    `);
    expect(failure("age and race == 'White'")).toMatchInlineSnapshot(`
      "COLUMN_TYPE: the filter cannot take column "age" (numbers) as a condition
      Compare it with a value."
    `);
    expect(failure("not 'White'")).toMatchInlineSnapshot(`
      "COLUMN_TYPE: the filter cannot take "White" (words) as a condition
      Compare it with a value."
    `);
    expect(failure("race + 1 > 3")).toMatchInlineSnapshot(`
      "COLUMN_TYPE: the filter cannot reckon with column "race" (words)
      Use columns of numbers in arithmetic."
    `);
    expect(failure("-race > 3")).toMatchInlineSnapshot(`
      "COLUMN_TYPE: the filter cannot reckon with column "race" (words)
      Use columns of numbers in arithmetic."
    `);
  });
});

/** Sets jsep up for another grammar, as another user of it in the same process may. */
function otherGrammar(): () => void {
  const before = { ...jsep.binary_ops };
  jsep.removeAllBinaryOps();
  jsep.removeAllUnaryOps();
  jsep.removeAllLiterals();
  jsep.addUnaryOp("@");
  jsep.addBinaryOp("<=>", 4);
  jsep.addIdentifierChar("-");
  jsep.addLiteral("age", 1);
  return () => {
    jsep.removeAllBinaryOps();
    jsep.removeAllUnaryOps();
    jsep.removeAllLiterals();
    jsep.removeIdentifierChar("-");
    for (const [operator, precedence] of Object.entries(before)) {
      jsep.addBinaryOp(operator, precedence, operator === "**");
    }
    for (const operator of "-!~+") jsep.addUnaryOp(operator);
    for (const [name, value] of Object.entries({ true: true, false: false, null: null })) {
      jsep.addLiteral(name, value);
    }
  };
}

describe("parseExpression", () => {
  it("reads the same whatever grammar another user of jsep has set up", () => {
    onTestFinished(otherGrammar());
    expect(truth("age >= 18 and hours-age < 20")).toBe("fft?");
    expect(truth("vet == true or !(age > 18)")).toBe("ttf?");
    // And the other user reads on as before.
    expect(jsep("a-b <=> @c")).toMatchObject({ operator: "<=>", left: { name: "a-b" } });
  });

  it("leaves jsep as other users of it know it", () => {
    parseExpression("not age in (1) and `b` is null");
    // To plain jsep, and is a name like any other, so this is three expressions.
    expect(jsep("a and b")).toMatchObject({
      type: "Compound",
      body: [{ name: "a" }, { name: "and" }, { name: "b" }],
    });
    expect(Object.keys(jsep.binary_ops)).not.toContain("in");
    expect(Object.keys(jsep.unary_ops)).not.toContain("not");
  });
});
