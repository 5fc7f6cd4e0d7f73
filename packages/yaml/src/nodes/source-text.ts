import type { SourceLocation } from "@fairline/core";

/** A text with the name that problems give it. */
export interface SourceText {
  /** Absolute path, or the option that the text came from. */
  readonly file: string;
  readonly text: string;
  /** Where the text starts in what `file` names; 0 where left out. */
  readonly offset?: number;
}

/** The location of a stretch of a text, from `offset` up to `end`. */
export function locationIn(source: SourceText, offset: number, end: number): SourceLocation {
  const start = (source.offset ?? 0) + offset;
  return { file: source.file, range: { offset: start, length: Math.max(0, end - offset) } };
}
