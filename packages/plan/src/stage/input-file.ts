import type { ProblemLocation } from "@fairline/yaml";
import { resolvePath, type LoadContext } from "../load-context.ts";

/**
 * Whether a file or folder that the pipeline reads from outside is there, and is one: a device or a pipe could be
 * read without an end.
 */
export function checkInputFile(
  path: string,
  location: ProblemLocation,
  context: LoadContext,
): boolean {
  const entry = context.reads.entryAt(resolvePath(context, path));
  if (entry === "file" || entry === "folder") return true;
  const name = JSON.stringify(path);
  const [message, hint] =
    entry === "nothing"
      ? [`there is no file ${name}`, "Paths are relative to the pipeline file."]
      : [`${name} is neither a file nor a folder`, "Write what it gives into a file."];
  context.problems.error(location, { code: "input-file-missing", message, hint });
  return false;
}
