import { createColors } from "picocolors";

/** Colours by meaning; each leaves its text alone where colours are off. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly name: (text: string) => string;
}

/** The colours of Fairline's output. */
export function makeStyle(color: boolean): Style {
  const { bold, dim, green, red, yellow, cyan } = createColors(color);
  return { bold, dim, good: green, bad: red, warn: yellow, name: cyan };
}
