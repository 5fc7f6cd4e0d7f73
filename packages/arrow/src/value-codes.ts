import { DataType } from "apache-arrow";
import type { Data } from "apache-arrow";
import { dictionaryOf, typeOf, valuesOf } from "./chunk.ts";
import { validityOf } from "./validity.ts";
import { textReader, valueTexts } from "./value-text.ts";

/** The values of a column as numbers, without the text of each. */
export interface ValueCodes {
  /** Length n: the distinct value of each row, numbered from 0 in order of first appearance; -1 where missing. */
  readonly codes: Int32Array;
  /** The distinct values as text, in the order of their numbers. Made on call. */
  readonly texts: () => readonly string[];
}

/**
 * Numbers the distinct values of chunks of a type that has text.
 *
 * Numbers are told apart as numbers and dictionary entries by their index, so that the text of a value is made once and not
 * once per row. A null, a null inside a dictionary and a NaN are missing.
 *
 * @param chunks - The chunks of one column: all of one type.
 */
export function valueCodes(chunks: readonly Data[]): ValueCodes {
  const [first] = chunks;
  if (first !== undefined && DataType.isDictionary(typeOf(first))) return dictionaryCodes(chunks);
  if (first !== undefined && isPlainNumber(first)) return numberCodes(chunks);
  return textCodes(chunks);
}

/** 16-bit floats have no array of their own: theirs holds bit patterns, several of which are one number. */
function isPlainNumber(chunk: Data): boolean {
  const type = typeOf(chunk);
  return (
    DataType.isInt(type) || (DataType.isFloat(type) && !(valuesOf(chunk) instanceof Uint16Array))
  );
}

function numberCodes(chunks: readonly Data[]): ValueCodes {
  const codeOf = new Map<number | bigint, number>();
  const codes = new Int32Array(rowsIn(chunks));
  let row = 0;
  for (const chunk of chunks) {
    const isValid = validityOf(chunk);
    const values = valuesOf(chunk);
    for (let at = 0; at < chunk.length; at++) codes[row++] = isValid(at) ? codeAt(values[at]!) : -1;
  }
  return { codes, texts: () => Array.from(codeOf.keys(), String) };

  function codeAt(value: number | bigint): number {
    if (Number.isNaN(value)) return -1;
    const known = codeOf.get(value);
    if (known !== undefined) return known;
    codeOf.set(value, codeOf.size);
    return codeOf.size - 1;
  }
}

function textCodes(chunks: readonly Data[]): ValueCodes {
  const codeOf = new Map<string, number>();
  const codes = new Int32Array(rowsIn(chunks)).fill(-1);
  let row = 0;
  for (const chunk of chunks) {
    const isValid = validityOf(chunk);
    const textAt = textReader(chunk);
    for (let at = 0; at < chunk.length; at++, row++) {
      const text = isValid(at) ? textAt(at) : null;
      if (text === null) continue;
      const code = codeOf.get(text) ?? codeOf.size;
      if (code === codeOf.size) codeOf.set(text, code);
      codes[row] = code;
    }
  }
  return { codes, texts: () => [...codeOf.keys()] };
}

/** By first appearance in the rows: what the dictionary's own order is must not matter. */
function dictionaryCodes(chunks: readonly Data[]): ValueCodes {
  const codeOf = new Map<string, number>();
  const codes = new Int32Array(rowsIn(chunks));
  let row = 0;
  for (const chunk of chunks) {
    const words = valueTexts(dictionaryOf(chunk));
    const known = new Int32Array(words.length).fill(-2);
    const isValid = validityOf(chunk);
    const indices = valuesOf(chunk);
    const isFull = chunk.nullCount === 0;
    for (let at = 0; at < chunk.length; at++) {
      const index = Number(indices[at]!);
      if (!isFull && !isValid(at)) codes[row++] = -1;
      else codes[row++] = known[index]! >= -1 ? known[index]! : codeAt(index);
    }
    function codeAt(index: number): number {
      const word = words[index] ?? null;
      const code = word === null ? -1 : (codeOf.get(word) ?? codeOf.size);
      if (word !== null) codeOf.set(word, code);
      known[index] = code;
      return code;
    }
  }
  return { codes, texts: () => [...codeOf.keys()] };
}

function rowsIn(chunks: readonly Data[]): number {
  return chunks.reduce((rows, { length }) => rows + length, 0);
}
