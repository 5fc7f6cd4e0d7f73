import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { ErrorLocation } from "@fairline/core";

const OURS = dirname(dirname(fileURLToPath(import.meta.url))) + sep;

/** Callers beyond this module have asked for a trace; they are no part of the step. */
const TRACER = join(OURS, "compile", "trace.");

const FRAME = /(?:\(|at )(?:async )?((?:file:\/\/)?\/?[^():]*(?::[\\/][^():]*)?):(\d+):(\d+)\)?$/;

/** TensorFlow.js puts about ten calls between an operation and its kernel; steps and layers nest below that. */
const DEPTH = 50;

/** Where the program is now, deep enough to find the step in it. Its text is made when it is first looked at. */
export function stackHere(): Error {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = DEPTH;
  try {
    return new Error();
  } finally {
    Error.stackTraceLimit = before;
  }
}

/**
 * The line of a step that was running: the innermost caller outside this package and outside libraries.
 *
 * @returns As an option of an error; nothing where every caller is ours, or a library.
 */
export function stepLine({ stack = "" }: Error = stackHere()): { readonly at?: ErrorLocation } {
  for (const frame of stack.split("\n").slice(1)) {
    const found = FRAME.exec(frame);
    if (found === null) continue;
    const [, location = "", line, column] = found;
    const file = location.startsWith("file:") ? fileURLToPath(location) : location;
    if (file.startsWith(TRACER)) return {};
    const isOurs =
      file.startsWith(OURS) || file.includes("node_modules") || file.startsWith("node:");
    if (!isOurs && file !== "") return { at: { file, line: Number(line), column: Number(column) } };
  }
  return {};
}
