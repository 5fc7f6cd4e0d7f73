import { canonicalJson } from "@fairline/core";
import type { JsonValue } from "@fairline/core";

/** Longer values are cut in messages. */
const LONGEST_SHOWN = 60;

/** A value as a message shows it. */
export function shownValue(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN)}…`;
}

/** A number as a value: NaN, which JSON does not have, is a missing one. */
export function valueOfNumber(number: number): number | null {
  return Number.isNaN(number) ? null : number;
}

/** Whether two values are the same: numbers and text by value, lists and maps by what they hold. */
export function isSameValue(a: JsonValue, b: JsonValue): boolean {
  const areObjects = typeof a === "object" && typeof b === "object";
  return a === b || (areObjects && canonicalJson(a) === canonicalJson(b));
}
