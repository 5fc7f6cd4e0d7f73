const WIDEST = 120;
const BEFORE = 50;

/** A line of a file as it is shown, with a stretch of it underlined. */
export interface Excerpt {
  readonly line: string;
  /** Spaces up to the underline. */
  readonly indent: string;
  readonly underline: string;
}

/**
 * Cuts out the part of a line around a stretch of it and underlines that.
 *
 * Tabs become two spaces, control characters and invisible ones a visible stand-in, so that nothing in a file
 * can move the cursor or colour the terminal. East Asian wide characters count two columns.
 *
 * @param start - Where the stretch starts, from 0, in UTF-16 units.
 * @param length - Of the stretch; what continues in later lines is left out, and there is always one mark.
 */
export function excerpt(line: string, start: number, length: number): Excerpt {
  const from = line.length <= WIDEST ? 0 : Math.max(0, start - BEFORE);
  const to = Math.min(line.length, from + WIDEST);
  const head = from > 0 ? "…" : "";
  const tail = to < line.length ? "…" : "";
  const before = visible(line.slice(from, start));
  const marked = visible(line.slice(start, Math.min(to, start + length)));
  const after = visible(line.slice(Math.min(to, start + length), to));
  return {
    line: `${head}${before}${marked}${after}${tail}`,
    indent: " ".repeat(head.length + width(before)),
    underline: "^".repeat(Math.max(1, width(marked))),
  };
}

/** A text with everything that a terminal would obey made visible. */
export function visible(text: string): string {
  return text
    .replaceAll("\t", "  ")
    .replaceAll(
      /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
      (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
    );
}

function width(text: string): number {
  let columns = 0;
  for (const character of text)
    columns += /\p{Mn}/u.test(character) ? 0 : isWide(character) ? 2 : 1;
  return columns;
}

function isWide(character: string): boolean {
  return /[\u{1100}-\u{115f}\u{2e80}-\u{a4cf}\u{ac00}-\u{d7a3}\u{f900}-\u{faff}\u{fe30}-\u{fe6f}\u{ff00}-\u{ff60}\u{ffe0}-\u{ffe6}\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u.test(
    character,
  );
}
