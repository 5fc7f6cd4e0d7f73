import { orderOf, OUTCOMES } from "../operator-meaning.ts";
import type { Outcomes } from "../operator-meaning.ts";
import type { ComparisonOperator } from "../operators.ts";
import { FALSE, TRUE, UNKNOWN } from "./column.ts";
import type { CategoryValues, ConditionValues, NumberValues } from "./column.ts";
import { conditionsOfTexts, constantText, textReader, withCommonCodes } from "./text.ts";
import { asNumbers, asTexts, commonLength, strideOf } from "./vector.ts";
import type { TextVector, Vector } from "./vector.ts";

/** Compares two vectors of numbers, or two of text, row by row; unknown where one is missing. */
export function compareVectors(
  operator: ComparisonOperator,
  left: Vector,
  right: Vector,
): ConditionValues {
  const outcomes = OUTCOMES[operator];
  return left.type === "number" || right.type === "number"
    ? compareNumbers(outcomes, asNumbers(left), asNumbers(right))
    : compareTexts(outcomes, asTexts(left), asTexts(right));
}

function compareNumbers(
  outcomes: Outcomes,
  left: NumberValues,
  right: NumberValues,
): ConditionValues {
  const truths = outcomes.map((holds) => (holds ? TRUE : FALSE));
  const [stepLeft, stepRight] = [strideOf(left), strideOf(right)];
  const values = new Uint8Array(commonLength([left, right]));
  for (let row = 0; row < values.length; row++) {
    const a = left.values[row * stepLeft]!;
    const b = right.values[row * stepRight]!;
    values[row] = Number.isNaN(a) || Number.isNaN(b) ? UNKNOWN : truths[orderOf(a, b)]!;
  }
  return { type: "condition", values };
}

function compareTexts(outcomes: Outcomes, left: TextVector, right: TextVector): ConditionValues {
  const constant = constantText(right);
  if (constant !== undefined) {
    return conditionsOfTexts(left, (text) => outcomes[orderOf(text, constant)]);
  }
  if (constantText(left) !== undefined) {
    const [below, same, above] = outcomes;
    return compareTexts([above, same, below], right, left);
  }
  if (left.type === "category" && right.type === "category") {
    return compareCategories(outcomes, ...withCommonCodes(left, right));
  }
  const [textOfLeft, textOfRight] = [textReader(left), textReader(right)];
  const values = new Uint8Array(commonLength([left, right]));
  for (let row = 0; row < values.length; row++) {
    const a = textOfLeft(row);
    const b = textOfRight(row);
    if (a === null || b === null) values[row] = UNKNOWN;
    else values[row] = outcomes[orderOf(a, b)] ? TRUE : FALSE;
  }
  return { type: "condition", values };
}

/** Compares categories with the same list of values by the positions of the values in their order. */
function compareCategories(
  outcomes: Outcomes,
  left: CategoryValues,
  right: CategoryValues,
): ConditionValues {
  const { values: texts } = left;
  const order = [...texts.keys()].sort((a, b) => orderOf(texts[a]!, texts[b]!) - 1);
  const ranks = new Float64Array(texts.length);
  for (const [rank, code] of order.entries()) ranks[code] = rank;
  return compareNumbers(outcomes, ranked(left, ranks), ranked(right, ranks));
}

function ranked({ codes }: CategoryValues, ranks: Float64Array): NumberValues {
  const values = new Float64Array(codes.length);
  for (let row = 0; row < values.length; row++) {
    const code = codes[row]!;
    values[row] = code < 0 ? Number.NaN : ranks[code]!;
  }
  return { type: "number", values };
}

/** Where a number is among others; unknown where it is missing. */
export function lookUpNumbers(numbers: NumberValues, wanted: ReadonlySet<number>): ConditionValues {
  const values = new Uint8Array(numbers.values.length);
  for (let row = 0; row < values.length; row++) {
    const number = numbers.values[row]!;
    if (Number.isNaN(number)) values[row] = UNKNOWN;
    else values[row] = wanted.has(number) ? TRUE : FALSE;
  }
  return { type: "condition", values };
}
