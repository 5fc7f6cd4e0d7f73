import { FALSE, TRUE, UNKNOWN } from "./column.ts";
import type { CategoryValues, ConditionValues, NumberValues } from "./column.ts";
import { strideOf } from "./vector.ts";
import type { TextVector } from "./vector.ts";

/** The text of a row; null where missing. */
export function textReader(texts: TextVector): (row: number) => string | null {
  const stride = strideOf(texts);
  if (texts.type === "text") return (row) => texts.values[row * stride]!;
  const { codes, values } = texts;
  return (row) => values[codes[row * stride]!] ?? null;
}

/** The one text of a constant; undefined for what has one a row or is missing. */
export function constantText(texts: TextVector): string | undefined {
  if (strideOf(texts) === 1) return undefined;
  return textReader(texts)(0) ?? undefined;
}

/** Texts by a function of one text. Categories are mapped once each, and stay distinct. */
export function mapTexts(texts: TextVector, of: (text: string) => string): TextVector {
  if (texts.type === "text") {
    return { type: "text", values: texts.values.map((text) => (text === null ? null : of(text))) };
  }
  const { codeOf, values } = codebook();
  const newCode = Int32Array.from(texts.values, (text) => codeOf(of(text)));
  return { type: "category", codes: recoded(texts.codes, newCode), values };
}

/** Numbers by a function of one text, NaN where the text is missing. */
export function numbersOfTexts(texts: TextVector, of: (text: string) => number): NumberValues {
  const known = (text: string | null): number => (text === null ? Number.NaN : of(text));
  return { type: "number", values: eachText(texts, known, (length) => new Float64Array(length)) };
}

/** A condition by a function of one text, unknown where the text is missing. */
export function conditionsOfTexts(
  texts: TextVector,
  of: (text: string) => boolean,
): ConditionValues {
  const truth = (text: string | null): number => {
    if (text === null) return UNKNOWN;
    return of(text) ? TRUE : FALSE;
  };
  return { type: "condition", values: eachText(texts, truth, (length) => new Uint8Array(length)) };
}

/** Fills an array by a function of one text, which is called once for a category. */
function eachText<Values extends Float64Array | Uint8Array>(
  texts: TextVector,
  of: (text: string | null) => number,
  allocate: (length: number) => Values,
): Values {
  if (texts.type === "text") {
    const filled = allocate(texts.values.length);
    for (let row = 0; row < filled.length; row++) filled[row] = of(texts.values[row]!);
    return filled;
  }
  // Position 0 is that of code -1.
  const known = [null, ...texts.values].map(of);
  const filled = allocate(texts.codes.length);
  for (let row = 0; row < filled.length; row++) filled[row] = known[texts.codes[row]! + 1]!;
  return filled;
}

/** Two columns of categories with the codes of one list of values. */
export function withCommonCodes(
  a: CategoryValues,
  b: CategoryValues,
): readonly [CategoryValues, CategoryValues] {
  const { codeOf, values } = codebook();
  const [aCodes, bCodes] = [a, b].map((texts) =>
    recoded(texts.codes, Int32Array.from(texts.values, codeOf)),
  );
  return [
    { type: "category", codes: aCodes!, values },
    { type: "category", codes: bCodes!, values },
  ];
}

/** Numbers texts from 0 in the order in which they are first asked for. */
function codebook(): { readonly codeOf: (text: string) => number; readonly values: string[] } {
  const codes = new Map<string, number>();
  const values: string[] = [];
  const codeOf = (text: string) => {
    const known = codes.get(text);
    if (known !== undefined) return known;
    codes.set(text, values.length);
    return values.push(text) - 1;
  };
  return { codeOf, values };
}

function recoded(codes: Int32Array, newCode: Int32Array): Int32Array {
  const result = new Int32Array(codes.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    result[row] = code < 0 ? -1 : newCode[code]!;
  }
  return result;
}
