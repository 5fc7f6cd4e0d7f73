import type { SourceLocation } from "@fairline/core";
import { resolve } from "node:path";
import type { Loading } from "../load-context.ts";
import { escapeReason, ownedReason } from "../file/relative-path.ts";

/** Whether a published path stays inside the pipeline file's folder, links followed, and out of tools' own folders. */
export function checkPublishInside(
  path: string,
  location: SourceLocation,
  loading: Loading,
): boolean {
  const reason =
    escapeReason(path) ?? ownedReason(path) ?? linkReason(resolve(loading.folder, path), loading);
  if (reason === undefined) return true;
  loading.problems.errorAtPoints(location, {
    code: "publish-outside",
    message: `nothing can be published to ${JSON.stringify(path)}: ${reason}`,
    hint: "Write a path below the folder of the pipeline file, such as reports/page.html.",
  });
  return false;
}

function linkReason(path: string, { folder, outside }: Loading): string | undefined {
  const location = outside.linkOut(path, folder);
  return location === null ? undefined : `a link leads to ${location}`;
}
