import type { JsonValue } from "@fairline/core";
import type { TextRange } from "../diagnostics/diagnostic.ts";

/** A stretch of a file, as every node has one. */
export interface NodePlace {
  readonly file: string;
  readonly range: TextRange;
}

/** A string, number, boolean or null. */
export interface ScalarNode {
  readonly type: "scalar";
  readonly value: string | number | boolean | null;
  /** As it stands in the file, quotes and escapes included. */
  readonly source: string;
  readonly place: NodePlace;
}

/** `[a, b]`. */
export interface ListNode {
  readonly type: "list";
  readonly items: readonly SyntaxNode[];
  readonly place: NodePlace;
}

/** `{ key: value }`; the keys are distinct, and never `__proto__`. */
export interface MapNode {
  readonly type: "map";
  readonly entries: ReadonlyMap<string, MapEntry>;
  readonly place: NodePlace;
}

/** One key of a map with its value. */
export interface MapEntry {
  readonly keyPlace: NodePlace;
  readonly value: SyntaxNode;
}

/** A value that was refused, which was reported: nothing more is to be said of it. */
interface BrokenNode {
  readonly type: "broken";
  readonly place: NodePlace;
}

/** A YAML value with its place. An alias is the very node that its anchor names. */
export type SyntaxNode = ScalarNode | ListNode | MapNode | BrokenNode;

/** Plain JSON of a node; null for a broken one. Linear in the expanded size. */
export function jsonOf(node: SyntaxNode): JsonValue {
  switch (node.type) {
    case "scalar":
      return node.value;
    case "list":
      return node.items.map(jsonOf);
    case "broken":
      return null;
    case "map":
      return Object.fromEntries(
        [...node.entries].map(([key, entry]) => [key, jsonOf(entry.value)]),
      );
  }
}

/** Whether nothing is written there: `key:` alone, or null. */
export function isEmpty(node: SyntaxNode): boolean {
  return node.type === "scalar" && node.value === null;
}

/** What a path such as `["hidden", 0]` leads to, as far as the file spells it out. */
export interface Located {
  /** The deepest node on the way. */
  readonly node: SyntaxNode;
  /** The key that leads to it; undefined for the start and for list items. */
  readonly keyPlace: NodePlace | undefined;
  /** How many steps of the path were taken. */
  readonly depth: number;
}

/** Follows a path of keys and indexes as far as it goes. */
export function locate(start: SyntaxNode, path: readonly PropertyKey[]): Located {
  let located: Located = { node: start, keyPlace: undefined, depth: 0 };
  for (const step of path) {
    const next = childOf(located.node, step);
    if (next === undefined) return located;
    located = { ...next, depth: located.depth + 1 };
  }
  return located;
}

function childOf(node: SyntaxNode, step: PropertyKey): Omit<Located, "depth"> | undefined {
  if (node.type === "map") {
    const entry = node.entries.get(String(step));
    return entry && { node: entry.value, keyPlace: entry.keyPlace };
  }
  if (node.type === "list" && typeof step === "number") {
    const item = node.items[step];
    return item && { node: item, keyPlace: undefined };
  }
  return undefined;
}

/** The place of `fragment` inside a scalar, if the file holds it verbatim; else the whole scalar. */
export function placeWithin(node: ScalarNode, fragment: string, from = 0): NodePlace {
  const at = node.source.indexOf(fragment, from);
  if (at < 0 || fragment === "") return node.place;
  const { file, range } = node.place;
  return { file, range: { offset: range.offset + at, length: fragment.length } };
}
