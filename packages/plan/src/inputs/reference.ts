import type { JsonValue } from "@fairline/core";
import { valueLabel } from "../matrix/point.ts";

/** Which instances of an upstream stage are meant. */
export type Selection =
  /** `stage`: the one with the reader's own values. */
  | { readonly type: "own" }
  /** `stage[*]`: all of them. */
  | { readonly type: "all" }
  /** `stage[strength=1]`: those with these values, and the reader's own on other axes. Texts of values by axis. */
  | { readonly type: "at"; readonly labels: ReadonlyMap<string, string> };

/** `stage`, `stage.port`, `stage[*].port` or `stage[strength=1].port`. */
export interface Reference {
  readonly stage: string;
  readonly port: string | undefined;
  readonly selection: Selection;
}

const REFERENCE = /^(?<stage>[A-Za-z][\w-]*)(?:\[(?<points>.*)\])?(?:\.(?<port>[A-Za-z][\w-]*))?$/u;

/** Parses a reference; undefined for a text that has another form, and so can only be a path. */
export function parseReference(text: string): Reference | undefined {
  const { stage, points, port } = REFERENCE.exec(text)?.groups ?? {};
  if (stage === undefined) return undefined;
  const selection = parseSelection(points);
  return selection && { stage, port, selection };
}

function parseSelection(points: string | undefined): Selection | undefined {
  if (points === undefined) return { type: "own" };
  if (points.trim() === "*") return { type: "all" };
  const labels = new Map<string, string>();
  for (const part of splitAtCommas(points)) {
    const [, axis, value] = /^\s*([A-Za-z][\w-]*)\s*=\s*(.+?)\s*$/u.exec(part) ?? [];
    if (axis === undefined || value === undefined || labels.has(axis)) return undefined;
    labels.set(axis, valueLabel(parseValue(value)));
  }
  return { type: "at", labels };
}

/** JSON where it is some (`1`, `"a b"`, `[64,32]`), else the text itself. */
function parseValue(text: string): JsonValue {
  try {
    // Nothing else is parsed from a text.
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}

/** Splits at commas outside quotes and brackets. */
function splitAtCommas(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let isQuoted = false;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (isQuoted) {
      if (character === "\\") at++;
      else if (character === '"') isQuoted = false;
    } else if (character === '"') isQuoted = true;
    else if ("[{".includes(character)) depth++;
    else if ("]}".includes(character)) depth--;
    else if (character === "," && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}
