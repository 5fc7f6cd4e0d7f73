import type { JsonValue, SourceLocation } from "@fairline/core";

/** A string, number, boolean or null. */
export interface ScalarNode {
  readonly type: "scalar";
  readonly value: string | number | boolean | null;
  /** As it is written in the file, quotes and escapes included. */
  readonly source: string;
  readonly location: SourceLocation;
}

/** `[a, b]`. */
export interface ListNode {
  readonly type: "list";
  readonly items: readonly SyntaxNode[];
  readonly location: SourceLocation;
}

/** `{ key: value }`; the keys are distinct, and never `__proto__`. */
export interface MapNode {
  readonly type: "map";
  readonly entries: ReadonlyMap<string, MapEntry>;
  readonly location: SourceLocation;
}

/** One key of a map with its value. */
export interface MapEntry {
  readonly keyLocation: SourceLocation;
  readonly value: SyntaxNode;
}

/** A value that was refused and reported. */
interface InvalidNode {
  readonly type: "invalid";
  readonly location: SourceLocation;
}

/** A YAML value with its location. An alias is the very node that its anchor names. */
export type SyntaxNode = ScalarNode | ListNode | MapNode | InvalidNode;

/** Plain JSON of a node; null for an invalid one. Linear in the expanded size. */
export function jsonOf(node: SyntaxNode): JsonValue {
  switch (node.type) {
    case "scalar":
      return node.value;
    case "list":
      return node.items.map(jsonOf);
    case "invalid":
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
export interface LocatedNode {
  /** The deepest node on the way. */
  readonly node: SyntaxNode;
  /** The key that leads to it; for an item of a list, the item. */
  readonly keyLocation: SourceLocation;
  /** How many steps of the path were taken. */
  readonly depth: number;
}

/**
 * Follows a path of keys and indexes as far as it goes.
 *
 * @param keyLocation - The key that leads to the start.
 */
export function locate(
  start: SyntaxNode,
  path: readonly PropertyKey[],
  keyLocation: SourceLocation = start.location,
): LocatedNode {
  let located: LocatedNode = { node: start, keyLocation, depth: 0 };
  for (const step of path) {
    const next = childOf(located.node, step);
    if (next === undefined) return located;
    located = {
      node: next.value,
      keyLocation: next.keyLocation,
      depth: located.depth + 1,
    };
  }
  return located;
}

function childOf(node: SyntaxNode, step: PropertyKey): MapEntry | undefined {
  if (node.type === "map") return node.entries.get(String(step));
  const item = node.type === "list" && typeof step === "number" ? node.items[step] : undefined;
  return item && { value: item, keyLocation: item.location };
}

/** The location of `fragment` inside a scalar, if the file has it verbatim; else that of the whole scalar. */
export function locationWithin(node: ScalarNode, fragment: string): SourceLocation {
  const at = node.source.indexOf(fragment);
  if (at < 0 || fragment === "") return node.location;
  return partOf(node.location, at, fragment.length);
}

/** A part of a location: `length` units from `offset` on, counted from its start. */
export function partOf(
  { file, range }: SourceLocation,
  offset: number,
  length: number,
): SourceLocation {
  return { file, range: { offset: range.offset + offset, length } };
}
