import type { SourceLocation } from "@fairline/core";
import { locationWithin } from "@fairline/yaml";
import type { ScalarNode } from "@fairline/yaml";
import type { TextPlace } from "@fairline/expression";
import type { Hole } from "./holes.ts";

/** What stands before the text of an expression. */
const OPEN = "${{";

/**
 * The place in the file of a part of an expression. It is that of the hole where the part is blank, and that of the value where
 * the file spells it otherwise, with escapes.
 */
export function placeInHole(
  node: ScalarNode,
  { inner, source }: Hole,
  part: TextPlace,
): SourceLocation {
  const whole = locationWithin(node, source);
  const text = inner.slice(part.offset, part.offset + part.length);
  const start = startOf(node, inner, source);
  if (text.trim() === "" || start === undefined) return whole;
  const { file, range } = node.location;
  const offset = range.offset + start + part.offset;
  return { file, range: { offset, length: part.length } };
}

/** Where the text of an expression starts in the source of its value; `when` may have it without braces. */
function startOf({ source }: ScalarNode, inner: string, hole: string): number | undefined {
  const at = source.indexOf(hole);
  if (at >= 0) return at + OPEN.length;
  const bare = source.indexOf(inner.trim());
  return bare < 0 ? undefined : bare - (inner.length - inner.trimStart().length);
}
