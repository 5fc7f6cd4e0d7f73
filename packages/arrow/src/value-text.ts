import { DataType, TimeUnit, Vector } from "apache-arrow";
import type { Data, Timestamp } from "apache-arrow";
import { dictionaryOf, offsetsOf, typeOf, valuesOf, valueTypeOf } from "./chunk.ts";
import { decimalNumber } from "./number.ts";
import { validityOf } from "./validity.ts";

/** Does every value have a text of its own: is it text, a number, a boolean, a date or time, or in a dictionary of these? */
export function hasText(type: DataType): boolean {
  if (DataType.isDictionary(type)) return hasText(valueTypeOf(type));
  return (
    DataType.isUtf8(type) ||
    DataType.isLargeUtf8(type) ||
    DataType.isUtf8View(type) ||
    DataType.isInt(type) ||
    DataType.isFloat(type) ||
    DataType.isDecimal(type) ||
    DataType.isBool(type) ||
    DataType.isDate(type) ||
    DataType.isTimestamp(type) ||
    DataType.isNull(type)
  );
}

/**
 * The values of chunks whose type {@link hasText}, as text; null where missing, and for a NaN.
 *
 * Text as it is, numbers as JavaScript writes them, booleans as `true` and `false`, dates and times as ISO 8601.
 */
export function valueTexts(chunks: readonly Data[]): (string | null)[] {
  const texts: (string | null)[] = [];
  for (const chunk of chunks) {
    const isValid = validityOf(chunk);
    const textAt = textReader(chunk);
    for (let row = 0; row < chunk.length; row++) texts.push(isValid(row) ? textAt(row) : null);
  }
  return texts;
}

/** A function that reads a valid value of a chunk as text; null only for NaN, and for a null inside a dictionary. */
export function textReader(chunk: Data): (row: number) => string | null {
  const type = typeOf(chunk);
  if (DataType.isDictionary(type)) {
    const texts = valueTexts(dictionaryOf(chunk));
    const codes = valuesOf(chunk);
    return (row) => texts[Number(codes[row]!)]!;
  }
  if (DataType.isDecimal(type)) return (row) => String(decimalNumber(chunk, type, row));
  if (DataType.isTimestamp(type)) {
    const ticks = valuesOf(chunk);
    return (row) => timestampText(BigInt(ticks[row]!), type);
  }
  if (DataType.isUtf8(type) || DataType.isLargeUtf8(type)) {
    const { buffer, byteOffset, byteLength } = valuesOf(chunk);
    // Decodes several times faster than the text decoder behind `Vector.get`.
    const bytes = Buffer.from(buffer, byteOffset, byteLength);
    const offsets = offsetsOf(chunk);
    return (row) => bytes.toString("utf8", Number(offsets[row]!), Number(offsets[row + 1]!));
  }
  const vector = new Vector([chunk]);
  if (DataType.isDate(type)) {
    return (row) => new Date(Number(vector.get(row))).toISOString().slice(0, 10);
  }
  if (DataType.isFloat(type)) {
    return (row) => {
      const value = Number(vector.get(row));
      return Number.isNaN(value) ? null : String(value);
    };
  }
  // The types that are left hold strings, integers and booleans.
  return (row) => String(vector.get(row) as string | number | bigint | boolean);
}

/** ISO 8601 with the digits that the unit has; with `Z` where the type has a time zone, whose times are in UTC. */
function timestampText(ticks: bigint, { unit, timezone }: Timestamp): string {
  const digits = {
    [TimeUnit.SECOND]: 0,
    [TimeUnit.MILLISECOND]: 3,
    [TimeUnit.MICROSECOND]: 6,
    [TimeUnit.NANOSECOND]: 9,
  }[unit];
  const perSecond = 10n ** BigInt(digits);
  const rest = ((ticks % perSecond) + perSecond) % perSecond;
  const seconds = Number((ticks - rest) / perSecond);
  const whole = new Date(seconds * 1000).toISOString().slice(0, -".000Z".length);
  const fraction = digits === 0 ? "" : `.${String(rest).padStart(digits, "0")}`;
  return `${whole}${fraction}${timezone ? "Z" : ""}`;
}
