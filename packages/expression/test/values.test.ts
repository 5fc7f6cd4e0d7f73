import type { JsonValue } from "@fairline/core";
import { describe, expect, it } from "vitest";
import { evaluateValue, parseExpression, scopeOf } from "../src/index.ts";
import { problemIn } from "./problem.ts";

const SCOPE = scopeOf({
  params: {
    n: 3,
    list: [1, 2],
    "learning-rate": 0.1,
    model: { layers: [{ width: 8 }], "two words": "x" },
    none: null,
    yes: true,
    numbered: { "0": 1, "1": 2 },
  },
  age: 40,
  race: "White",
});

const valueOf = (text: string): JsonValue => evaluateValue(parseExpression(text), SCOPE);
const problem = (text: string): string => problemIn(text, () => valueOf(text));

describe("an expression on values", () => {
  it.each<[string, JsonValue]>([
    ["params.n", 3],
    ["params.list", [1, 2]],
    ["params.list[1]", 2],
    ["params.model.layers[0].width", 8],
    ["params.model['two words']", "x"],
    ["params.learning-rate", 0.1],
    ["[1, -2, 'x', params.n]", [1, -2, "x", 3]],
    ["null", null],
    ["params.n == 3", true],
    ["params.n != 4 && !(params.n == 4)", true],
    ["params.list == [1, 2]", true],
    ["params.list == [2, 1]", false],
    ["params.list == params.model", false],
    ["params.list == params.numbered", false],
    ["params.numbered == params.list", false],
    ["[1] == params.list", false],
    ["params.list == [1]", false],
    ["params.model.layers == [params.model.layers[0]]", true],
    ["[] == params.none", false],
    ["params.none ?? 7", 7],
    ["params.n == 1 || params.yes && params.n == 3", true],
    ["age >= 18 and race in ('White', 'Black')", true],
    ["age not in params.list", true],
    ["params.list in [[1, 2], [3]]", true],
    ["1 in []", false],
    ["race < 'a'", true],
    ["-age + 2 * 3 - 10 / 4 % 2", -34.5],
    ["race is null", false],
    ["params.none is null", true],
    ["between(age, 18, 65)", true],
    ["if(age < 18, 'minor', 'adult')", "adult"],
  ])("%s", (text, value) => {
    expect(valueOf(text)).toEqual(value);
  });

  it("keeps types: what is of two types is not the same", () => {
    expect(valueOf("params.n == '3'")).toBe(false);
    expect(valueOf("params.n != '3'")).toBe(true);
    expect(valueOf("params.yes == 'true'")).toBe(false);
    expect(valueOf("3 in ('3')")).toBe(false);
  });

  it("takes null for a value where it tests for sameness, and for a missing one elsewhere", () => {
    expect(valueOf("params.none == null")).toBe(true);
    expect(valueOf("params.none == 1")).toBe(false);
    expect(valueOf("params.none != 1")).toBe(true);
    expect(valueOf("params.none in (1, null)")).toBe(true);
    expect(valueOf("params.none < 1")).toBe(null);
    expect(valueOf("params.none + 1")).toBe(null);
    expect(valueOf("-params.none")).toBe(null);
    expect(valueOf("not params.none")).toBe(null);
    expect(valueOf("0 / 0")).toBe(null);
  });

  it("joins true, false and unknown by Kleene's logic", () => {
    const truths = [true, false, null];
    const table = (operator: string): JsonValue[] =>
      truths.flatMap((a) => truths.map((b) => valueOf(`${String(a)} ${operator} ${String(b)}`)));
    expect(table("and")).toEqual([true, false, null, false, false, false, null, false, null]);
    expect(table("or")).toEqual([true, true, true, true, false, null, true, null, null]);
  });

  it("refuses null in and, or and not where the scope does", () => {
    const strict = { ...SCOPE, refusesUnknown: true } as const;
    for (const text of ["!params.none", "params.none && true", "false || params.none"]) {
      expect(() => evaluateValue(parseExpression(text), strict)).toThrow(
        /needs true or false, and got null/u,
      );
    }
    expect(evaluateValue(parseExpression("true or params.none"), strict)).toBe(true);
    expect(evaluateValue(parseExpression("params.none < 1"), strict)).toBe(null);
  });

  it("does not evaluate what is not needed", () => {
    expect(valueOf("true || nobody == 1")).toBe(true);
    expect(valueOf("false && nobody == 1")).toBe(false);
    expect(valueOf("params.n ?? nobody")).toBe(3);
    expect(valueOf("coalesce(params.n, nobody)")).toBe(3);
    expect(valueOf("if(true, 1, nobody)")).toBe(1);
    expect(valueOf("if(null, nobody, nobody)")).toBe(null);
  });

  it("takes the other side of ?? for what the scope calls absent", () => {
    const scope = { ...SCOPE, isAbsent: ({ name }: { name: string }) => name === "matrix" };
    expect(evaluateValue(parseExpression("matrix.seed ?? 1"), scope)).toBe(1);
    expect(() => evaluateValue(parseExpression("matrix.seed == 1"), scope)).toThrow(
      /no value "matrix"/u,
    );
  });

  it("sees nothing that it was not given", () => {
    for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty"]) {
      expect(() => valueOf(name)).toThrow(/there is no value/u);
      expect(() => valueOf(`params.${name}`)).toThrow(/has no member/u);
      expect(() => valueOf(`params.model["${name}"]`)).toThrow(/has no member/u);
      expect(() => valueOf(`params.list.${name}`)).toThrow(/has no member/u);
      expect(() => valueOf(`${name}(1)`)).toThrow(/there is no function/u);
    }
    expect(() => valueOf("params.list.length")).toThrow(/has no member/u);
    expect(() => valueOf("params.list['0']")).toThrow(/has no member/u);
  });

  it("refuses names that do not exist and values that do not fit, each at its place", () => {
    const texts = [
      "agee > 3",
      "params.m",
      "params.list[2]",
      "params.model.layers[0].with",
      "params.none.x",
      "1 + mean(2)",
      "!params.n",
      "age and true",
      "false or 'x'",
      "age < '3'",
      "params.list < 3",
      "params.none < params.yes",
      "race + 1",
      "1 - params.list",
      "-race",
      "age in params.n",
      "age in (params.list)",
      "1 / 0",
      "[1, 2 / 0]",
      "lower(age)",
      "abs(race)",
      "if(age, 1, 2)",
      "number(params.list)",
      "text(params.model)",
      "between(age, 'a', 'b')",
      "round(age, 1.5)",
      "round(age, params.n)",
      "round(age, 16)",
      "max(1)",
      "isnull()",
      "round(1, 2, 3)",
      "between(1, 2)",
    ];
    expect(texts.map(problem).join("\n\n")).toMatchInlineSnapshot(`
      "EXPRESSION_UNKNOWN: there is no value "agee"
        agee > 3
        ^^^^
      Did you mean "age"? The values are: params, age, race.

      EXPRESSION_UNKNOWN: params has no member "m"
        params.m
        ^^^^^^^^
      The members are: n, list, learning-rate, model, none, yes, numbered.

      EXPRESSION_UNKNOWN: params.list has no member 2
        params.list[2]
        ^^^^^^^^^^^^^^
      It is a list of 2; the first index is 0.

      EXPRESSION_UNKNOWN: params.model.layers[0] has no member "with"
        params.model.layers[0].with
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^
      Did you mean "width"? The members are: width.

      EXPRESSION_UNKNOWN: params.none has no member "x"
        params.none.x
        ^^^^^^^^^^^^^
      There are no members.

      EXPRESSION_UNKNOWN: there is no function "mean"
        1 + mean(2)
            ^^^^
      Did you mean "min"? The functions are: is_missing, isnull, coalesce, if, between, abs, min, max, round, floor, ceil, sqrt, exp, log, number, text, length, lower, upper, trim, ….

      EXPRESSION_TYPE: \`!\` needs true or false, and got 3
        !params.n
         ^^^^^^^^
      Compare the value with == or !=.

      EXPRESSION_TYPE: \`and\` needs true or false, and got 40
        age and true
        ^^^
      Compare the value with == or !=.

      EXPRESSION_TYPE: \`or\` needs true or false, and got "x"
        false or 'x'
                 ^^^
      Compare the value with == or !=.

      EXPRESSION_TYPE: cannot compare 40 with "3"
        age < '3'
        ^^^^^^^^^
      Compare two numbers, or two texts in quotes.

      EXPRESSION_TYPE: cannot compare [1,2] with 3
        params.list < 3
        ^^^^^^^^^^^^^^^
      Compare two numbers, or two texts in quotes.

      EXPRESSION_TYPE: cannot compare null with true
        params.none < params.yes
        ^^^^^^^^^^^^^^^^^^^^^^^^
      Compare two numbers, or two texts in quotes.

      EXPRESSION_TYPE: cannot use text in arithmetic
        race + 1
        ^^^^
      Use numbers in arithmetic.

      EXPRESSION_TYPE: cannot use [1,2] in arithmetic
        1 - params.list
            ^^^^^^^^^^^
      Use numbers in arithmetic.

      EXPRESSION_TYPE: cannot use text in arithmetic
        -race
         ^^^^
      Use numbers in arithmetic.

      EXPRESSION_TYPE: 3 is not a list
        age in params.n
               ^^^^^^^^
      Write a list: in (1, 2).

      EXPRESSION_TYPE: cannot look up 40 in a list of lists
        age in (params.list)
               ^^^^^^^^^^^^^
      Leave the parentheses out where a name stands for a list.

      EXPRESSION_TYPE: the result is infinite
        1 / 0
        ^^^^^
      no hint

      EXPRESSION_TYPE: the result is infinite
        [1, 2 / 0]
            ^^^^^
      no hint

      EXPRESSION_TYPE: cannot pass 40 to lower, which takes text
        lower(age)
              ^^^
      no hint

      EXPRESSION_TYPE: cannot pass "White" to abs, which takes a number
        abs(race)
            ^^^^
      no hint

      EXPRESSION_TYPE: cannot pass 40 to if, which takes true or false
        if(age, 1, 2)
           ^^^
      no hint

      EXPRESSION_TYPE: cannot pass [1,2] to number, which takes a number, text, true or false
        number(params.list)
               ^^^^^^^^^^^
      no hint

      EXPRESSION_TYPE: cannot pass {"layers":[{"width":8}],"two words":"x"} to text, which takes a number, text, true or false
        text(params.model)
             ^^^^^^^^^^^^
      no hint

      EXPRESSION_TYPE: cannot compare 40 with "a"
        between(age, 'a', 'b')
        ^^^^^^^^^^^^^^^^^^^^^^
      Compare two numbers, or two texts in quotes.

      EXPRESSION_TYPE: the digits of round must be a whole number from -15 to 15, written out
        round(age, 1.5)
                   ^^^
      Write round(x, digits?).

      EXPRESSION_TYPE: the digits of round must be a whole number from -15 to 15, written out
        round(age, params.n)
                   ^^^^^^^^
      Write round(x, digits?).

      EXPRESSION_TYPE: the digits of round must be a whole number from -15 to 15, written out
        round(age, 16)
                   ^^
      Write round(x, digits?).

      EXPRESSION_TYPE: max takes at least 2 arguments, and got 1
        max(1)
        ^^^^^^
      Write max(a, b, …).

      EXPRESSION_TYPE: isnull takes 1 argument, and got 0
        isnull()
        ^^^^^^^^
      Write isnull(value).

      EXPRESSION_TYPE: round takes 1 or 2 arguments, and got 3
        round(1, 2, 3)
        ^^^^^^^^^^^^^^
      Write round(x, digits?).

      EXPRESSION_TYPE: between takes 3 arguments, and got 2
        between(1, 2)
        ^^^^^^^^^^^^^
      Write between(value, low, high)."
    `);
  });
});
