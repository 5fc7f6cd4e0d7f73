import { describe, expect, it } from "vitest";
import {
  evaluateColumn,
  evaluateValue,
  parseExpression,
  partsOf,
  printExpression,
  scopeOf,
} from "../src/index.ts";
import { problemIn } from "./problem.ts";
import { shapeOf } from "./shape.ts";
import { numbers, tableOf } from "./table.ts";

const read = (text: string): string => shapeOf(parseExpression(text));
const problem = (text: string): string => problemIn(text, () => parseExpression(text));

describe("an expression", () => {
  it.each([
    // Literals.
    ["3", "3"],
    [".5", "0.5"],
    ["1.", "1"],
    ["1e-3", "0.001"],
    ["-0.5e-3", "-0.0005"],
    ["- 3", "-3"],
    ["--3", "3"],
    ["'text'", '"text"'],
    ['"text"', '"text"'],
    [String.raw`'it\'s\n\t\q'`, String.raw`"it's\n\tq"`],
    ["'two\nlines'", String.raw`"two\nlines"`],
    ["true", "true"],
    ["null", "null"],
    // Names.
    ["age", "age"],
    ["größe", "größe"],
    ["$a_1", "$a_1"],
    ["this", "this"],
    ["TRUE", "TRUE"],
    ["`capital-gain`", "capital-gain"],
    ["`a.b`", "a.b"],
    ["`a``b`", "a`b"],
    ["``", ""],
    // Members. A dash belongs to the name after a dot, and is a minus elsewhere.
    ["params.learning-rate", 'params."learning-rate"'],
    ["params.list[1]", 'params."list".1'],
    ["params.list[-1]", 'params."list".-1'],
    ["params.model['two words'].x", 'params."model"."two words"."x"'],
    ["params . in", 'params."in"'],
    ["(params).n", 'params."n"'],
    ["in.rows", 'in."rows"'],
    ["hours-age", "(hours - age)"],
    ["hours -1", "(hours - 1)"],
    // Lists and calls.
    ["[]", "[]"],
    ["[1, 'x', params.n,]", '[1, "x", params."n"]'],
    ["isnull(age)", "isnull(age)"],
    ["f()", "f()"],
    ["range(0, 1, 0.1)", "range(0, 1, 0.1)"],
    // Precedence, from loose to tight, and grouping to the left.
    ["a or b and c", "(a or (b and c))"],
    ["a or b or c", "((a or b) or c)"],
    ["a ?? b or c", "((a ?? b) or c)"],
    ["a || b ?? c", "((a or b) ?? c)"],
    ["a ?? 1 == 2", "(a ?? (1 == 2))"],
    ["not a and b", "((not a) and b)"],
    ["not a == b", "(not (a == b))"],
    ["not not a", "(not (not a))"],
    ["not a in (1)", "(not (a in [1]))"],
    ["a == b in (1)", "((a == b) in [1])"],
    ["a > 3 is null", "((a > 3) is null)"],
    ["a == b < c", "(a == (b < c))"],
    ["a < b + c", "(a < (b + c))"],
    ["a - b - c", "((a - b) - c)"],
    ["a + b * c % d / e", "(a + (((b * c) % d) / e))"],
    ["-a * b", "((negative a) * b)"],
    ["!a == b", "((not a) == b)"],
    ["!(a > 3) && b || c", "(((not (a > 3)) and b) or c)"],
    ["+a + +b", "(a + b)"],
    ["(a + b) * c", "((a + b) * c)"],
    // Tests.
    ["a in (1, -2)", "(a in [1, -2])"],
    ["a in [1, 2]", "(a in [1, 2])"],
    ["a in params.list", '(a in params."list")'],
    ["a in f(1)", "(a in f(1))"],
    ["a not in (1)", "(not (a in [1]))"],
    ["a is null", "(a is null)"],
    ["a is not null", "(not (a is null))"],
    // Words in any case.
    [
      "NOT a AND b Or c IN (1) oR c Is NoT Null",
      "((((not a) and b) or (c in [1])) or (not (c is null)))",
    ],
  ])("%s", (text, shape) => {
    expect(read(text)).toBe(shape);
  });

  it("knows the place of each of its parts", () => {
    const text = "not (params.a + max(-1, `b c`) in (2, x)) or c is not null";
    const parts = [...partsOf(parseExpression(text))].map(({ type, place }) => {
      return `${type}: ${text.slice(place.offset, place.offset + place.length)}`;
    });
    expect(parts.join("\n")).toMatchInlineSnapshot(`
      "binary: not (params.a + max(-1, \`b c\`) in (2, x)) or c is not null
      not: not (params.a + max(-1, \`b c\`) in (2, x))
      in: params.a + max(-1, \`b c\`) in (2, x)
      binary: params.a + max(-1, \`b c\`)
      path: params.a
      call: max(-1, \`b c\`)
      literal: -1
      path: \`b c\`
      list: (2, x)
      literal: 2
      path: x
      not: c is not null
      is null: c is not null
      path: c"
    `);
  });

  it("knows how its operators are written, and where", () => {
    const text = "a && NOT b not in (1) or !c";
    const written = [...partsOf(parseExpression(text))].flatMap((part) =>
      "written" in part
        ? [`${part.type} ${part.written.text} ${String(part.written.place.offset)}`]
        : [],
    );
    expect(written).toEqual([
      "binary or 22",
      "binary && 2",
      "not NOT 5",
      "not not 11",
      "in in 15",
      "not ! 25",
    ]);
  });
});

describe("a text that is no expression", () => {
  it("says what is wrong, and where", () => {
    const texts = [
      "   ",
      "1 2",
      "1 + ",
      "* 2",
      "a b",
      "a im (1)",
      "a === b",
      "a <> b",
      "a ? b : c",
      "a?.b",
      "a ** b",
      "a | b",
      "a; b",
      "a, b",
      "a # b",
      "12abc",
      "0x1F",
      "1.2.3",
      "1e999",
      "'open",
      'a == "open',
      "[1,, 2]",
      "[1 2]",
      "[1",
      "f(1,)",
      "f(1 2)",
      "f(1)(2)",
      "(a)(2)",
      "f(1).x",
      "[1, 2][0]",
      "'abc'.length",
      "params.",
      "params.'x'",
      "params.5",
      "params[x]",
      "params[",
      "params[1",
      "params[-'x']",
      "a in",
      "a in 3",
      "a in true",
      "in (1)",
      "a in (1) in (2)",
      "a in (1) == b",
      "not a in (1) == b",
      "a and b in (1) == c",
      "a or b is null is null",
      "a == not b",
      "a is",
      "a is not",
      "a is not 3",
      "a not b",
      "or",
      "a or",
      "()",
      "(a",
      "(a b)",
      "{a}",
    ];
    expect(texts.map(problem).join("\n\n")).toMatchInlineSnapshot(`
      "EXPRESSION_SYNTAX: the expression is empty
           
        ^^^
      no hint

      EXPRESSION_SYNTAX: there must be one expression, with an operator between two values
        1 2
          ^
      no hint

      EXPRESSION_SYNTAX: expected a value after "+"
        1 + 
          ^
      no hint

      EXPRESSION_SYNTAX: expected a value before "*"
        * 2
        ^
      no hint

      EXPRESSION_SYNTAX: there must be one expression, with an operator between two values
        a b
          ^
      no hint

      EXPRESSION_SYNTAX: there must be one expression, with an operator between two values
        a im (1)
          ^^
      Did you mean "in"?

      EXPRESSION_SYNTAX: write == to compare
        a === b
          ^^^
      no hint

      EXPRESSION_SYNTAX: write != to compare
        a <> b
          ^^
      no hint

      EXPRESSION_SYNTAX: \`a ? b : c\` is not part of the expression language
        a ? b : c
          ^
      no hint

      EXPRESSION_SYNTAX: \`?.\` is not part of the expression language
        a?.b
         ^^
      no hint

      EXPRESSION_SYNTAX: there is no operator "**"
        a ** b
          ^^
      no hint

      EXPRESSION_SYNTAX: write or to join two conditions
        a | b
          ^
      no hint

      EXPRESSION_SYNTAX: unexpected ";"
        a; b
         ^
      no hint

      EXPRESSION_SYNTAX: unexpected ","
        a, b
         ^
      no hint

      EXPRESSION_SYNTAX: unexpected "#"
        a # b
          ^
      no hint

      EXPRESSION_SYNTAX: "12abc" is neither a number nor a name
        12abc
        ^^^^^
      no hint

      EXPRESSION_SYNTAX: "0x1F" is neither a number nor a name
        0x1F
        ^^^^
      no hint

      EXPRESSION_SYNTAX: "1.2.3" is neither a number nor a name
        1.2.3
        ^^^^^
      no hint

      EXPRESSION_SYNTAX: the number is too large
        1e999
        ^^^^^
      no hint

      EXPRESSION_SYNTAX: the quote is never closed
        'open
        ^^^^^
      no hint

      EXPRESSION_SYNTAX: the quote is never closed
        a == "open
             ^^^^^
      no hint

      EXPRESSION_SYNTAX: a list has a gap
        [1,, 2]
           ^
      no hint

      EXPRESSION_SYNTAX: expected "," or "]" before "2"
        [1 2]
           ^
      no hint

      EXPRESSION_SYNTAX: "[" is never closed
        [1
        ^
      no hint

      EXPRESSION_SYNTAX: expected a value before ")"
        f(1,)
            ^
      no hint

      EXPRESSION_SYNTAX: expected "," or ")" before "2"
        f(1 2)
            ^
      no hint

      EXPRESSION_SYNTAX: only functions can be called
        f(1)(2)
            ^
      no hint

      EXPRESSION_SYNTAX: only functions can be called
        (a)(2)
           ^
      no hint

      EXPRESSION_SYNTAX: only names have members
        f(1).x
            ^
      no hint

      EXPRESSION_SYNTAX: only names have members
        [1, 2][0]
              ^
      no hint

      EXPRESSION_SYNTAX: only names have members
        'abc'.length
             ^
      no hint

      EXPRESSION_SYNTAX: expected a name after "."
        params.
              ^
      no hint

      EXPRESSION_SYNTAX: expected a name, not "'x'"
        params.'x'
               ^^^
      no hint

      EXPRESSION_SYNTAX: there must be one expression, with an operator between two values
        params.5
              ^^
      no hint

      EXPRESSION_SYNTAX: expected a quoted name or a number in [ ], not "x"
        params[x]
               ^
      no hint

      EXPRESSION_SYNTAX: expected a quoted name or a number in [ ] after "["
        params[
              ^
      no hint

      EXPRESSION_SYNTAX: "[" is never closed
        params[1
              ^
      no hint

      EXPRESSION_SYNTAX: expected a quoted name or a number in [ ], not "'x'"
        params[-'x']
                ^^^
      no hint

      EXPRESSION_SYNTAX: expected a list: in (…) after "in"
        a in
          ^^
      no hint

      EXPRESSION_SYNTAX: expected a list: in (…), not "3"
        a in 3
             ^
      no hint

      EXPRESSION_SYNTAX: expected a list: in (…), not "true"
        a in true
             ^^^^
      no hint

      EXPRESSION_SYNTAX: expected a value before "in"
        in (1)
        ^^
      no hint

      EXPRESSION_SYNTAX: unexpected "in"
        a in (1) in (2)
                 ^^
      Put what belongs together in parentheses.

      EXPRESSION_SYNTAX: unexpected "=="
        a in (1) == b
                 ^^
      Put what belongs together in parentheses.

      EXPRESSION_SYNTAX: unexpected "=="
        not a in (1) == b
                     ^^
      Put what belongs together in parentheses.

      EXPRESSION_SYNTAX: unexpected "=="
        a and b in (1) == c
                       ^^
      Put what belongs together in parentheses.

      EXPRESSION_SYNTAX: unexpected "is"
        a or b is null is null
                       ^^
      Put what belongs together in parentheses.

      EXPRESSION_SYNTAX: put "not …" in parentheses here
        a == not b
             ^^^
      no hint

      EXPRESSION_SYNTAX: expected null after "is"
        a is
          ^^
      no hint

      EXPRESSION_SYNTAX: expected null after "not"
        a is not
             ^^^
      no hint

      EXPRESSION_SYNTAX: expected null, not "3"
        a is not 3
                 ^
      no hint

      EXPRESSION_SYNTAX: unexpected "not"
        a not b
          ^^^
      Put what belongs together in parentheses.

      EXPRESSION_SYNTAX: expected a value before "or"
        or
        ^^
      no hint

      EXPRESSION_SYNTAX: expected a value after "or"
        a or
          ^^
      no hint

      EXPRESSION_SYNTAX: expected a value before ")"
        ()
         ^
      no hint

      EXPRESSION_SYNTAX: "(" is never closed
        (a
        ^
      no hint

      EXPRESSION_SYNTAX: expected ")" before "b"
        (a b)
           ^
      no hint

      EXPRESSION_SYNTAX: unexpected "{"
        {a}
        ^
      no hint"
    `);
  });

  it("is refused where walking its tree could exhaust the stack", () => {
    const chain = Array<string>(1000).fill("a").join(" or ");
    expect(read(chain)).toContain("a or a");
    const long = problem(`${chain} or a or a`);
    expect(long).toContain(
      "EXPRESSION_SYNTAX: the expression has more than 1,000 operators and parentheses\n",
    );
    expect(long).toContain("\nLook many values up by in (…), or split the expression.");
    for (const deep of ["(", "[", "f(", "not ", "!", "-", "+", "a in (", "a in [", "a + ("]) {
      expect(problem(deep.repeat(2000) + "a")).toContain("more than 1,000 operators");
    }
  });

  it("can be walked by everything that walks trees, as large as it may be", () => {
    const table = tableOf({ x: numbers(1) });
    const sum = Array<string>(1001).fill("x").join(" + ");
    const calls = `${"abs(".repeat(999)}x${")".repeat(999)}`;
    const choices = `${"coalesce(".repeat(999)}x${", x)".repeat(999)}`;
    for (const [text, value] of [
      [sum, 1001],
      [calls, 1],
      [choices, 1],
      [`${"-".repeat(1000)}x`, 1],
    ] as const) {
      const tree = parseExpression(text);
      expect([...partsOf(tree)].length).toBeGreaterThan(999);
      expect(shapeOf(parseExpression(printExpression(tree)))).toBe(shapeOf(tree));
      expect(evaluateValue(tree, scopeOf({ x: 1 }))).toBe(value);
      expect(evaluateColumn(tree, table)).toEqual(numbers(value));
    }
  });

  it("is read in linear time, however long its lists are", () => {
    const values = Array.from({ length: 50_000 }, (_, at) => `'value ${String(at)}'`).join(", ");
    const tree = parseExpression(`a in (${values})`);
    expect(tree.type === "in" && tree.list.type === "list" ? tree.list.items.length : 0).toBe(
      50_000,
    );
  });
});
