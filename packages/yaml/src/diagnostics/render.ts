import { relative, sep } from "node:path";
import type { Diagnostic, FileProblems } from "@fairline/core";
import { excerpt, visible } from "./excerpt.ts";
import { LineIndex } from "./line-index.ts";

/** How {@link renderDiagnostics} writes. */
export interface DiagnosticStyle {
  readonly color: boolean;
  /** Paths inside this folder are shown relative to it. */
  readonly base?: string;
}

const RED = 31;
const YELLOW = 33;
const BLUE = 34;
const BOLD = 1;

/**
 * Writes problems as a compiler does: the location, the line, what is wrong in it underlined, and what to do. Ends with a
 * line break; empty for no problems. A problem in a file whose text is not there is shown without its line.
 */
export function renderDiagnostics(
  { diagnostics, texts }: FileProblems,
  style: DiagnosticStyle,
): string {
  const indexes = new Map<string, LineIndex>();
  const blocks = diagnostics.map((diagnostic) => {
    const text = texts.get(diagnostic.file);
    const index =
      indexes.get(diagnostic.file) ?? (text === undefined ? undefined : new LineIndex(text));
    if (index !== undefined) indexes.set(diagnostic.file, index);
    return renderOne(diagnostic, index, style);
  });
  return blocks.join("\n");
}

function renderOne(
  diagnostic: Diagnostic,
  index: LineIndex | undefined,
  style: DiagnosticStyle,
): string {
  const { severity, code, message, hint, range } = diagnostic;
  const paint = (text: string, ...codes: readonly number[]) =>
    style.color ? `\u001b[${codes.join(";")}m${text}\u001b[0m` : text;
  const color = severity === "error" ? RED : YELLOW;
  const position = range === undefined ? undefined : index?.at(range.offset);
  const location = [shownPath(diagnostic.file, style), position?.line, position?.column]
    .filter((part) => part !== undefined)
    .join(":");
  const lines = [
    `${paint(location, BOLD)}: ${paint(`${severity}[${code}]`, BOLD, color)}: ${visible(message)}`,
  ];
  if (position !== undefined && range !== undefined) {
    const gutter = String(position.line);
    const blank = " ".repeat(gutter.length);
    const { line, indent, underline } = excerpt(position.text, position.column - 1, range.length);
    lines.push(`${paint(`${gutter} |`, BLUE)} ${line}`.trimEnd());
    lines.push(`${paint(`${blank} |`, BLUE)} ${indent}${paint(underline, color)}`);
  }
  if (hint !== undefined) lines.push(`  ${paint("help:", BOLD)} ${visible(hint)}`);
  return `${lines.join("\n")}\n`;
}

function shownPath(file: string, { base }: DiagnosticStyle): string {
  return visible(base !== undefined && file.startsWith(base + sep) ? relative(base, file) : file);
}
