import type { JsonValue } from "@fairline/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Expression, InputColumn, OutputColumn } from "../src/index.ts";
import { evaluateColumn, evaluateValue, printExpression, scopeOf } from "../src/index.ts";
import { numbers, tableOf, texts, words } from "./table.ts";
import { binary, call, isIn, isNull, list, literal, negative, not, path } from "./trees.ts";

type Texts = string | null;

const WORD = ["", "a", "B", " b ", "12", "-1e2", "Straße", "é"];

/** Expressions that fit a table with the columns m, n (numbers) and s, t (text). */
const { expression } = fc.letrec<{
  number: Expression;
  text: Expression;
  condition: Expression;
  expression: Expression;
}>((tie) => {
  const [number, text, condition] = [tie("number"), tie("text"), tie("condition")];
  const any = tie("expression");
  const nothing = fc.constant(literal(null));
  const of = (name: string, ...args: readonly fc.Arbitrary<Expression>[]) =>
    fc.tuple(...args).map((given) => call(name, ...given));
  const between = (
    side: fc.Arbitrary<Expression>,
    ...operators: readonly Parameters<typeof binary>[1][]
  ) =>
    fc
      .tuple(side, fc.constantFrom(...operators), side)
      .map(([left, operator, right]) => binary(left, operator, right));
  const chosen = (side: fc.Arbitrary<Expression>) => [
    of("if", condition, side, fc.oneof(side, nothing)),
    of("coalesce", fc.oneof(side, nothing), side),
    between(side, "??"),
  ];
  return {
    number: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.oneof(fc.integer({ min: -3, max: 60 }), fc.constantFrom(0.5, -2.5, 1e300)).map(literal),
      fc.constantFrom("m", "n").map((name) => path(name)),
      between(number, "+", "-", "*", "/", "%"),
      number.map(negative),
      fc
        .constantFrom("abs", "floor", "ceil", "round", "sqrt", "exp", "log")
        .chain((name) => of(name, number)),
      of("round", number, fc.integer({ min: -3, max: 3 }).map(literal)),
      fc.constantFrom("min", "max").chain((name) => of(name, number, number, number)),
      of("number", any),
      of("length", text),
      ...chosen(number),
    ),
    text: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constantFrom(...WORD).map(literal),
      fc.constantFrom("s", "t").map((name) => path(name)),
      fc.constantFrom("lower", "upper", "trim").chain((name) => of(name, text)),
      of("text", any),
      ...chosen(text),
    ),
    condition: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      between(number, "==", "!=", "<", "<=", ">", ">="),
      between(text, "==", "!=", "<", "<=", ">", ">="),
      fc
        .tuple(number, fc.array(fc.integer({ min: -1, max: 3 }), { minLength: 1 }))
        .map(([operand, values]) => isIn(operand, list(values.map(literal)))),
      fc
        .tuple(text, fc.array(fc.constantFrom(...WORD), { minLength: 1 }))
        .map(([operand, values]) => isIn(operand, list(values.map(literal)))),
      condition.map(not),
      between(condition, "and", "or"),
      any.map(isNull),
      of("is_missing", any),
      fc.constantFrom("contains", "starts_with", "ends_with").chain((name) => of(name, text, text)),
      fc.constantFrom(number, text).chain((side) => of("between", side, side, side)),
      ...chosen(condition),
    ),
    expression: fc.oneof(number, text, condition),
  };
});

const numberCell = fc.constantFrom(Number.NaN, 0, -1, 2, 2.5, 17, 40);
const textCell = fc.constantFrom<Texts[]>(null, ...WORD);

interface Row {
  readonly m: number;
  readonly n: number;
  readonly s: Texts;
  readonly t: Texts;
}

const row: fc.Arbitrary<Row> = fc.record({
  m: numberCell,
  n: numberCell,
  s: textCell,
  t: textCell,
});

/** The table of some rows; s and t are categories or free text. */
function tableOfRows(rows: readonly Row[], forms: readonly boolean[]): ReturnType<typeof tableOf> {
  const form = (isText: boolean | undefined) => (isText === true ? texts : words);
  const [ofS, ofT] = [form(forms[0]), form(forms[1])];
  return tableOf({
    m: numbers(...rows.map(({ m }) => m)),
    n: numbers(...rows.map(({ n }) => n)),
    s: ofS(...rows.map(({ s }) => s)),
    t: ofT(...rows.map(({ t }) => t)),
  });
}

/** The value of a column at a row, as JSON has it: null where missing or unknown. */
function cell(column: OutputColumn | InputColumn, at: number): JsonValue {
  switch (column.type) {
    case "number":
      return Number.isNaN(column.values[at]) ? null : column.values[at]!;
    case "category":
      return column.values[column.codes[at]!] ?? null;
    case "text":
      return column.values[at]!;
    case "condition":
      return [false, true, null][column.values[at]!]!;
  }
}

/**
 * The one difference, undone: on values null is the same as null, on columns what is compared with a missing value is
 * unknown.
 */
function asOnColumns(tree: Expression): Expression {
  const unlessMissing = (sides: readonly Expression[], test: Expression): Expression =>
    call(
      "if",
      sides.map(isNull).reduce((a, b) => binary(a, "or", b)),
      literal(null),
      test,
    );
  switch (tree.type) {
    case "literal":
    case "path":
    case "list":
      return tree;
    case "not":
    case "negative":
    case "is null":
      return { ...tree, operand: asOnColumns(tree.operand) };
    case "call":
      return { ...tree, args: tree.args.map(asOnColumns) };
    case "in": {
      const operand = asOnColumns(tree.operand);
      return unlessMissing([operand], { ...tree, operand });
    }
    case "binary": {
      const [left, right] = [asOnColumns(tree.left), asOnColumns(tree.right)];
      const test = { ...tree, left, right };
      return ["==", "!="].includes(tree.operator) ? unlessMissing([left, right], test) : test;
    }
  }
}

function onValues(tree: Expression, { m, n, ...words }: Row): JsonValue {
  const present = (x: number) => (Number.isNaN(x) ? null : x);
  const scope = scopeOf({ m: present(m), n: present(n), ...words });
  try {
    return evaluateValue(asOnColumns(tree), scope);
  } catch (error) {
    // JSON has no infinite numbers.
    if (error instanceof Error && error.message === "the result is infinite") return "infinite";
    throw error;
  }
}

describe("the two evaluators", () => {
  it("agree on every row, of one or of many, whatever the form of its text", () => {
    fc.assert(
      fc.property(
        expression,
        fc.array(row, { minLength: 1, maxLength: 5 }),
        fc.tuple(fc.boolean(), fc.boolean()),
        (tree, rows, forms) => {
          const whole = evaluateColumn(tree, tableOfRows(rows, forms));
          for (const [at, one] of rows.entries()) {
            const alone = evaluateColumn(tree, tableOfRows([one], forms));
            const [inWhole, byItself] = [cell(whole, at), cell(alone, 0)];
            const isInfinite = typeof inWhole === "number" && !Number.isFinite(inWhole);
            const shown = printExpression(tree);
            expect(byItself, shown).toEqual(inWhole);
            expect(onValues(tree, one), shown).toEqual(isInfinite ? "infinite" : inWhole);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  it("give a column as long as the table, also of no rows and of constants", () => {
    fc.assert(
      fc.property(expression, fc.array(row, { maxLength: 3 }), (tree, rows) => {
        const column = evaluateColumn(tree, tableOfRows(rows, []));
        const length = column.type === "category" ? column.codes.length : column.values.length;
        expect(length).toBe(rows.length);
      }),
    );
  });
});
