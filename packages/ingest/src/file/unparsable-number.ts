import { isNumberWord } from "./number-word.ts";
import type { RawColumn } from "./raw-column.ts";

/** A value that is no number, among numbers. */
export interface UnparsableNumber {
  readonly column: string;
  readonly word: string;
  /** From 1. */
  readonly row: number;
}

/** Numbers as people write them: `1,234.5`, `1 234`, `12,5`, `40 %`, `$12`, `-Inf`. */
const WRITTEN_NUMBER =
  /^[+-]?(inf(inity)?|[$€£]?\s?(\d{1,3}([,.'\s]\d{3})+|\d+)([.,]\d+)?\s?[%€]?)$/i;

/**
 * The first word that keeps a column from being numbers, where most of its distinct words are numbers or numbers as people
 * write them; undefined elsewhere. Codes with leading zeros or many digits count as numbers.
 */
export function unparsableNumber({ name, words }: RawColumn): UnparsableNumber | undefined {
  const { codes, values } = words;
  const code = values.findIndex((word) => !isNumberWord(word));
  if (code < 0) return undefined;
  const written = values.filter((word) => isNumberWord(word) || WRITTEN_NUMBER.test(word));
  if (written.length * 2 <= values.length) return undefined;
  return { column: name, word: values[code]!, row: codes.indexOf(code) + 1 };
}
