import { createColors } from "picocolors";
import type { Terminal } from "../terminal.ts";

/** How text is laid out: colours by meaning, each of which leaves its text alone where colours are off, and the width of lines. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly name: (text: string) => string;
  /** Characters that a line has; undefined where it may have any number, as in a file. */
  readonly width: number | undefined;
}

/** How text on standard output is laid out. */
export function outStyle({ outColor, outWidth }: Terminal): Style {
  return makeStyle(outColor, outWidth);
}

/** How text on standard error is laid out. */
export function errStyle({ errColor }: Terminal): Style {
  return makeStyle(errColor);
}

/** A layout. @param width - Characters of a line; any number if left out. */
export function makeStyle(color: boolean, width?: number): Style {
  const { bold, dim, green, red, yellow, cyan } = createColors(color);
  return { bold, dim, good: green, bad: red, warn: yellow, name: cyan, width };
}
