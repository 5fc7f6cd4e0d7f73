import { basename, dirname, relative } from "node:path";
import type { LoadContext } from "../load-context.ts";
import type { Publication } from "./read.ts";

/** Checks that no two results are published to one location, one inside another, or over a file that the pipeline reads. */
export function checkDistinctPublications(
  publications: readonly Publication[],
  readFiles: ReadonlySet<string>,
  context: LoadContext,
): void {
  const taken = new Map<string, Publication>();
  const reported = new Set<string>();
  const aboveRead = new Set([...readFiles].flatMap((file) => [...foldersAbove(file)]));
  const report = (publication: Publication, message: string, hint: string): void => {
    const key = `${publication.stage}\0${publication.port}`;
    if (!reported.has(key)) {
      context.problems.error(publication.location, { code: "publish-conflict", message, hint });
    }
    reported.add(key);
  };
  for (const publication of publications) {
    const { path, text, stage, port } = publication;
    const other = taken.get(path);
    taken.set(path, publication);
    const touched = touchedBy(path, readFiles, aboveRead);
    if (touched !== undefined) {
      report(
        publication,
        `publishing to ${JSON.stringify(text)} would ${touched} that this pipeline reads`,
        "Publish to another path.",
      );
    } else if (other?.stage === stage && other.port === port) {
      report(
        publication,
        `several points of "${stage}" are published to ${JSON.stringify(text)}`,
        "Put a value of the matrix into the path: " + withHole(text, publication.instance),
      );
    } else if (other !== undefined) {
      report(
        publication,
        `"${other.stage}" and "${stage}" are both published to ${JSON.stringify(text)}`,
        "Give each a path of its own.",
      );
    }
  }
  for (const publication of publications) {
    const outer = enclosing(publication.path, context.folder, taken);
    if (outer === undefined) continue;
    const inside = relative(context.folder, outer.path);
    report(
      publication,
      `${JSON.stringify(publication.text)} lies inside "${inside}", which is published as well`,
      "Publish them side by side.",
    );
  }
}

/** What publishing to a path would do to something that is read; undefined where nothing. */
function touchedBy(
  path: string,
  readFiles: ReadonlySet<string>,
  aboveRead: ReadonlySet<string>,
): string | undefined {
  if (readFiles.has(path)) return "overwrite a file";
  for (const above of foldersAbove(path)) if (readFiles.has(above)) return "change a folder";
  return aboveRead.has(path) ? "remove a file" : undefined;
}

function enclosing(
  path: string,
  folder: string,
  taken: ReadonlyMap<string, Publication>,
): Publication | undefined {
  for (const above of foldersAbove(path)) {
    if (above.length <= folder.length) return undefined;
    const outer = taken.get(above);
    if (outer !== undefined) return outer;
  }
  return undefined;
}

function* foldersAbove(path: string): Iterable<string> {
  for (let at = dirname(path); at !== dirname(at); at = dirname(at)) yield at;
}

/** `reports/page.html` with an axis: `reports/page-${{ matrix.strength }}.html`. */
function withHole(text: string, instance: string): string {
  const axes = instance
    .slice(instance.indexOf("@") + 1)
    .split(",")
    .map((pair) => pair.split("=")[0]!);
  const name = basename(text);
  const dot = name.lastIndexOf(".");
  const stem = text.slice(0, text.length - name.length) + (dot > 0 ? name.slice(0, dot) : name);
  const holes = axes.map((axis) => `\${{ matrix.${axis} }}`).join("-");
  return `${stem}-${holes}${dot > 0 ? name.slice(dot) : ""}`;
}
