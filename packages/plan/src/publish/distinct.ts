import { basename, dirname, relative } from "node:path";
import type { Problem } from "@fairline/yaml";
import type { LoadContext } from "../load-context.ts";
import type { Publication } from "./read.ts";

/** Checks that no two results are published to one location, one inside another, or over a file that the pipeline reads. */
export function checkDistinctPublications(
  publications: readonly Publication[],
  readFiles: ReadonlySet<string>,
  { problems, folder }: LoadContext,
): void {
  const taken = new Map<string, Publication>();
  const reported = new Set<string>();
  const aboveRead = new Set([...readFiles].flatMap((file) => [...foldersAbove(file)]));
  const report = (publication: Publication, problem: Conflict | undefined): void => {
    const { stage, port, location } = publication;
    const key = `${stage}\0${port}`;
    if (problem === undefined || reported.has(key)) return;
    reported.add(key);
    problems.error(location, { code: "publish-conflict", ...problem });
  };
  for (const publication of publications) {
    const { path } = publication;
    const touched = touchedBy(path, readFiles, aboveRead);
    report(publication, conflictAt(publication, taken.get(path), touched));
    taken.set(path, publication);
  }
  for (const publication of publications) {
    const outer = enclosing(publication.path, folder, taken);
    report(publication, outer && insideOf(publication, relative(folder, outer.path)));
  }
}

type Conflict = Pick<Problem, "message" | "hint">;

/** What is wrong with the path of a publication, if anything is: it touches what is read, or another one has it. */
function conflictAt(
  { text, stage, port, instance }: Publication,
  other: Publication | undefined,
  touched: string | undefined,
): Conflict | undefined {
  const path = JSON.stringify(text);
  if (touched !== undefined) {
    const message = `publishing to ${path} would ${touched} that this pipeline reads`;
    return { message, hint: "Publish to another path." };
  }
  if (other === undefined) return undefined;
  if (other.stage === stage && other.port === port) {
    const message = `several points of "${stage}" are published to ${path}`;
    const suggestion = withHole(text, instance);
    return { message, hint: `Put a value of the matrix into the path: ${suggestion}` };
  }
  const message = `"${other.stage}" and "${stage}" are both published to ${path}`;
  return { message, hint: "Give each a path of its own." };
}

function insideOf({ text }: Publication, outer: string): Conflict {
  const message = `${JSON.stringify(text)} lies inside "${outer}", which is published as well`;
  return { message, hint: "Publish them side by side." };
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
