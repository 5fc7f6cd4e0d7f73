import { evaluateCondition, parseExpression, printLiteral, printName } from "@fairline/expression";
import type { ColumnSource } from "@fairline/expression";
import type { RawColumn } from "../file/raw-column.ts";
import type { RowCondition } from "./row-condition.ts";

/**
 * Which rows of columns of words meet a condition. Words that are no number meet neither `min` nor `max`.
 *
 * @returns A value a row: TRUE where it is met.
 */
export function rowsThatMeet(condition: RowCondition, columns: readonly RawColumn[]): Uint8Array {
  const named = new Map(columns.map(({ name, words }) => [name, words]));
  const source: ColumnSource = {
    length: columns[0]?.words.codes.length ?? 0,
    kinds: new Map([...named.keys()].map((name) => [name, "text"])),
    read: (name) => named.get(name)!,
  };
  return evaluateCondition(parseExpression(expressionOf(condition)), source).values;
}

function expressionOf({ column, min, max, in: wanted, not: unwanted }: RowCondition): string {
  const name = printName(column);
  const listed = (values: readonly string[]): string => `[${values.map(printLiteral).join(", ")}]`;
  return [
    `${name} is not null`,
    ...(min === undefined ? [] : [`number(${name}) >= ${printLiteral(min)}`]),
    ...(max === undefined ? [] : [`number(${name}) <= ${printLiteral(max)}`]),
    ...(wanted === undefined ? [] : [`${name} in ${listed(wanted)}`]),
    ...(unwanted === undefined ? [] : [`${name} not in ${listed(unwanted)}`]),
  ].join(" and ");
}
