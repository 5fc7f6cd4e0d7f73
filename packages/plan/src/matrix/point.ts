import { canonicalJson, compareText } from "@fairline/core";
import type { JsonValue, Point } from "@fairline/core";

/** A matrix point with the texts that name it. */
export interface LabelledPoint {
  /** Axes in sorted order. */
  readonly point: Point;
  /** The text of each value, by axis. Two values have the same text only if they are equal. */
  readonly labels: ReadonlyMap<string, string>;
  /** `seed=2,strength=0.3`; empty without a matrix. */
  readonly key: string;
}

/** Labels a point; the order of its axes does not matter. */
export function labelPoint(values: Readonly<Record<string, JsonValue>>): LabelledPoint {
  const entries = Object.entries(values).sort(([a], [b]) => compareText(a, b));
  const labels = new Map(entries.map(([axis, value]) => [axis, valueLabel(value)]));
  const key = [...labels].map(([axis, label]) => `${axis}=${label}`).join(",");
  return { point: Object.fromEntries(entries), labels, key };
}

/**
 * The text of a value in a name. A plain word stands as it is; any other text is quoted, so that the text "1"
 * and the number 1 differ and no name holds a line break or a comma of its own.
 */
export function valueLabel(value: JsonValue): string {
  if (typeof value === "string" && isPlainWord(value)) return value;
  return canonicalJson(value).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}]/gu, escaped);
}

function escaped(character: string): string {
  return Array.from(
    { length: character.length },
    (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, "0")}`,
  ).join("");
}

function isPlainWord(text: string): boolean {
  return /^[A-Za-z_][\w.+-]*$/u.test(text) && !["true", "false", "null"].includes(text);
}

/** Id of an instance: `train@seed=2,strength=0.3`. */
export function instanceId(stage: string, { key }: LabelledPoint): string {
  return key === "" ? stage : `${stage}@${key}`;
}

/** The stage of an instance, by its id. */
export function stageOf(id: string): string {
  return id.split("@", 1)[0]!;
}

/** Orders points by their axes in sorted order: numbers by size and before everything else, the rest by text. */
export function comparePoints(a: LabelledPoint, b: LabelledPoint): number {
  const axes = [...new Set([...a.labels.keys(), ...b.labels.keys()])].sort(compareText);
  for (const axis of axes) {
    const order = compareValues(a.point[axis], b.point[axis]);
    if (order !== 0) return order;
  }
  return 0;
}

function compareValues(a: JsonValue | undefined, b: JsonValue | undefined): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "number") return -1;
  if (typeof b === "number") return 1;
  return compareText(a === undefined ? "" : valueLabel(a), b === undefined ? "" : valueLabel(b));
}
