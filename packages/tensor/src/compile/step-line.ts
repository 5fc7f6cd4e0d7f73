import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { ErrorPlace } from "@fairline/core";

const OURS = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * The line of a step that is running now: the innermost caller outside this package and outside libraries.
 *
 * @returns As an option of an error; nothing where every caller is ours, or a library.
 */
export function stepLine(stack: string = new Error().stack ?? ""): { readonly at?: ErrorPlace } {
  for (const frame of stack.split("\n").slice(1)) {
    const found =
      /(?:\(|at )(?:async )?((?:file:\/\/)?\/?[^():]*(?::[\\/][^():]*)?):(\d+):(\d+)\)?$/.exec(
        frame,
      );
    if (found === null) continue;
    const [, location = "", line, column] = found;
    const file = location.startsWith("file:") ? fileURLToPath(location) : location;
    const isOurs =
      file.startsWith(OURS) || file.includes("node_modules") || file.startsWith("node:");
    if (!isOurs && file !== "") return { at: { file, line: Number(line), column: Number(column) } };
  }
  return {};
}
