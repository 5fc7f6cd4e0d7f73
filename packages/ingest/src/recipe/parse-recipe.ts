import { FairlineError } from "@fairline/core";
import { LineCounter, isNode, parseDocument } from "yaml";
import type { Document } from "yaml";
import type { z } from "zod";
import { recipeSchema } from "./recipe.ts";
import type { Recipe } from "./recipe.ts";

/**
 * Reads a recipe from its YAML text.
 *
 * @param place - What messages call the file.
 * @throws FairlineError `FILE_INVALID` with every problem, each with line and key.
 */
export function parseRecipe(text: string, place: string): Recipe {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    throw invalid(
      place,
      document.errors.map(({ message, pos: [offset] }) => ({
        line: lines.linePos(offset).line,
        text: message,
      })),
    );
  }
  const parsed = recipeSchema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  throw invalid(
    place,
    parsed.error.issues.map((issue) => ({
      line: lineOf(document, placeOf(issue), lines),
      text: [issue.path.join("."), issue.message].filter((part) => part !== "").join(": "),
    })),
  );
}

interface Problem {
  readonly line: number;
  readonly text: string;
}

function invalid(place: string, problems: readonly Problem[]): FairlineError {
  const found = problems.map(({ line, text }) => `${place}:${String(line)}: ${text}`);
  return new FairlineError("FILE_INVALID", `the recipe is not valid\n${found.join("\n")}`, {
    hint: "See datasets/README.md for what a recipe holds.",
    at: { file: place, line: problems[0]!.line },
  });
}

/** An unknown key is reported at its parent, but stands on a line of its own. */
function placeOf(issue: z.core.$ZodIssue): PropertyKey[] {
  return issue.code === "unrecognized_keys"
    ? [...issue.path, ...issue.keys.slice(0, 1)]
    : issue.path;
}

/** The line of the deepest node on a path that the document has. */
function lineOf(document: Document, path: z.core.$ZodIssue["path"], lines: LineCounter): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
