/** A stretch of text outside `${{ }}`, or what stands inside. */
type TextPart = { readonly text: string } | Hole;

/** One `${{ … }}`. */
export interface Hole {
  /** What stands between the braces. */
  readonly inner: string;
  /** All of it, braces included. */
  readonly source: string;
}

/** The parts of a text in order, or the `${{` that is never closed. */
export type Parts = { readonly parts: readonly TextPart[] } | { readonly unclosed: string };

/** Whether a text holds an expression at all. */
export function hasHole(text: string): boolean {
  return text.includes("${{");
}

/** Splits a text at its expressions. `}}` inside a quoted string does not close one. */
export function splitHoles(text: string): Parts {
  const parts: TextPart[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf("${{", at);
    if (open < 0) break;
    const close = closingBraces(text, open + 3);
    if (close === undefined) return { unclosed: text.slice(open) };
    if (open > at) parts.push({ text: text.slice(at, open) });
    parts.push({ inner: text.slice(open + 3, close), source: text.slice(open, close + 2) });
    at = close + 2;
  }
  if (at < text.length) parts.push({ text: text.slice(at) });
  return { parts };
}

function closingBraces(text: string, from: number): number | undefined {
  let quote: string | undefined;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (quote !== undefined) {
      if (character === "\\") at++;
      else if (character === quote) quote = undefined;
    } else if (character === '"' || character === "'") quote = character;
    else if (text.startsWith("}}", at)) return at;
  }
  return undefined;
}
