import type { CategoryColumn, Column } from "@fairline/arrow";
import { categoryColumn, categoryWords, numberColumn, textColumn } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import type { ColumnTypeName } from "./column-types.ts";
import { isFiniteNumber, isNumberWord } from "./number-word.ts";
import type { PlainNumber } from "./number-syntax.ts";
import type { RawColumn } from "./raw-column.ts";

/** Up to this many distinct words are categories, however few rows there are. */
const FEW_WORDS = 50;

const INTEGER = /^[+-]?(0|[1-9]\d{0,14})$/;
const NUMBER = /^[+-]?((0|[1-9]\d{0,14})(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
const DECLARED_INTEGER = /^[+-]?\d+$/;
const BOOLEAN = /^(true|false)$/i;

/**
 * Guesses what a column is from its distinct words.
 *
 * - `integer`, `number`: every word is one, in plain decimal or exponent notation. A whole number with a leading
 *   zero (`007`) or of more than 15 digits is a code, not a quantity, and makes the column words; so does a number that
 *   no double can hold (`1e999`).
 * - `boolean`: `true` and `false`, in any case.
 * - `text`: more than 50 distinct words, and more than half of the rows have a word of their own.
 * - `category`: anything else, also a column without a value.
 *
 * @param plain - How the file writes numbers.
 */
export function inferColumnType(
  { values, codes }: CategoryColumn,
  plain: PlainNumber = asWritten,
): ColumnTypeName {
  if (values.length === 0) return "category";
  if (values.every((word) => INTEGER.test(plain(word)))) return "integer";
  if (values.every((word) => NUMBER.test(plain(word)) && isFiniteNumber(plain(word))))
    return "number";
  if (values.every((word) => BOOLEAN.test(word))) return "boolean";
  if (values.length <= FEW_WORDS) return "category";
  let present = 0;
  for (const code of codes) if (code >= 0) present++;
  return values.length > present / 2 ? "text" : "category";
}

const asWritten: PlainNumber = (word) => word;

/**
 * Reads a column of words as a type. Booleans become the categories `true` and `false`.
 *
 * @param plain - How the file writes numbers.
 * @throws FairlineError `VALUE_INVALID` where a word is not of that type, with column, row and word.
 */
export function typedColumn(
  raw: RawColumn,
  type: ColumnTypeName,
  plain: PlainNumber = asWritten,
): Column {
  const { codes, values } = raw.words;
  switch (type) {
    case "integer":
    case "number": {
      requireWords(
        raw,
        type,
        (word) =>
          (type === "number" || DECLARED_INTEGER.test(plain(word))) && isNumberWord(plain(word)),
      );
      const quantities = Float64Array.from(values, (word) => Number(plain(word)));
      return numberColumn(
        Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : quantities[code]!)),
        { integer: type === "integer" },
      );
    }
    case "boolean": {
      requireWords(raw, type, (word) => BOOLEAN.test(word));
      const words = values.map((word) => word.toLowerCase());
      return categoryColumn(Array.from(codes, (code) => (code < 0 ? null : words[code]!)));
    }
    case "category":
      return raw.words;
    case "text":
      return textColumn(categoryWords(raw.words));
  }
}

const NOUNS = { integer: "a whole number", number: "a number", boolean: "true or false" } as const;

function requireWords(
  { name, words }: RawColumn,
  type: keyof typeof NOUNS,
  isOne: (word: string) => boolean,
): void {
  const wrong = words.values.findIndex((word) => !isOne(word));
  if (wrong < 0) return;
  const row = words.codes.indexOf(wrong) + 1;
  const word = words.values[wrong]!;
  const other = type === "boolean" ? undefined : otherSyntax(word);
  throw new FairlineError(
    "VALUE_INVALID",
    `column "${name}" has "${word}" in row ${String(row)}, which is not ${NOUNS[type]}`,
    {
      hint:
        other === undefined
          ? `Correct the value, list it under null-values if it means a missing one, or give ${name} another type.`
          : `If numbers are written so in this file, set ${other}.`,
    },
  );
}

/** What to set so that a word is a number, where there is such a way of writing numbers. */
export function otherSyntax(word: string): string | undefined {
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(word)) return 'thousands: ","';
  if (/^[+-]?\d{1,3}(\.\d{3})+,\d+$/.test(word)) return 'decimal: "," and thousands: "."';
  return /^[+-]?\d+,\d+$/.test(word) ? 'decimal: ","' : undefined;
}
