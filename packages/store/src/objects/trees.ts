import { lstatSync, readdirSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { FairlineError, sha256 } from "@fairline/core";

/** What a file or directory holds. */
export interface Content {
  /** SHA-256 of the file, or of the tree object that lists the directory's files. */
  readonly digest: string;
  readonly form: "file" | "tree";
  /** Whether a file may be executed by its owner; a tree says it of each of its files. */
  readonly executable?: true;
}

/** Whether two artifacts are the same: their bytes, their form, and what may be executed of them. */
export function isSameContent(a: Content, b: Content): boolean {
  return a.digest === b.digest && a.form === b.form && a.executable === b.executable;
}

/** The content of a file, from its digest and what `stat` tells of it. */
export function fileContent(digest: string, { mode }: { readonly mode: number }): Content {
  return { digest, form: "file", ...((mode & 0o100) === 0 ? {} : { executable: true }) };
}

/** One entry of a tree: a file, or a directory with nothing in it. Paths are relative, with `/`. */
export type TreeEntry =
  | { readonly path: string; readonly mode: "file" | "executable"; readonly digest: string }
  | { readonly path: string; readonly mode: "directory" };

/** A file found in a directory, with its path relative to it. */
interface FoundFile {
  readonly path: string;
  readonly absolute: string;
  readonly mode: "file" | "executable";
}

const header = "fairline tree 1\n";

/** The bytes of a tree object: a header, then its entries as JSON, sorted by path. */
export function serialiseTree(entries: readonly TreeEntry[]): string {
  const sorted = [...entries].sort((a, b) => (a.path < b.path ? -1 : 1));
  return header + sorted.map((entry) => `${JSON.stringify(entry)}\n`).join("");
}

/**
 * Reads a tree object.
 *
 * @returns Undefined where the bytes are not a tree, or one whose paths lead out of it.
 */
export function parseTree(text: string): readonly TreeEntry[] | undefined {
  if (!text.startsWith(header)) return undefined;
  const lines = text.slice(header.length).split("\n").slice(0, -1);
  const entries = lines.map(parseEntry);
  return entries.every((entry) => entry !== undefined) ? entries : undefined;
}

function parseEntry(line: string): TreeEntry | undefined {
  try {
    const entry: unknown = JSON.parse(line);
    return isEntry(entry) && staysInside(entry.path) ? entry : undefined;
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is TreeEntry {
  if (typeof value !== "object" || value === null) return false;
  if (!("path" in value && typeof value.path === "string" && "mode" in value)) return false;
  if (value.mode === "directory") return true;
  const isFile = value.mode === "file" || value.mode === "executable";
  if (!isFile || !("digest" in value) || typeof value.digest !== "string") return false;
  return /^[0-9a-f]{64}$/.test(value.digest);
}

function staysInside(path: string): boolean {
  return path !== "" && !path.startsWith("/") && !path.split("/").includes("..");
}

/**
 * The content of a file or directory; a directory's is that of the tree object it would be.
 *
 * @param digestOf - Gives the digest of a file.
 * @throws FairlineError `ARTIFACT_INVALID` for what is neither, and for what a tree cannot hold.
 */
export async function contentOf(
  path: string,
  digestOf: (path: string) => Promise<string>,
): Promise<Content> {
  const stat = statSync(path);
  if (stat.isFile()) return fileContent(await digestOf(path), stat);
  if (!stat.isDirectory()) {
    throw invalid("it is neither a file nor a directory", "Write what it gives into a file.");
  }
  return { digest: sha256(serialiseTree(await treeOf(path, digestOf))), form: "tree" };
}

/**
 * The entries of a directory.
 *
 * @param digestOf - Gives the digest of a file; asked one file after the other.
 * @throws FairlineError as {@link listTree}
 */
export async function treeOf(
  root: string,
  digestOf: (path: string) => Promise<string>,
): Promise<readonly TreeEntry[]> {
  const { files, empty } = listTree(root);
  const entries: TreeEntry[] = empty.map((path) => ({ path, mode: "directory" }));
  for (const { path, absolute, mode } of files) {
    entries.push({ path, mode, digest: await digestOf(absolute) });
  }
  return entries;
}

/** Whether an artifact is a file or a directory. @throws FairlineError `ARTIFACT_INVALID` where it is a link, a pipe, a device */
export function formOf(path: string): "file" | "tree" {
  const stat = lstatSync(path);
  if (stat.isFile()) return "file";
  if (stat.isDirectory()) return "tree";
  const what = stat.isSymbolicLink() ? "a link" : "neither a file nor a directory";
  throw new FairlineError("ARTIFACT_INVALID", `the output is ${what}`, {
    hint: "Write a file or a directory.",
  });
}

/**
 * Lists a directory's files and its empty directories, in order of path.
 *
 * A link is followed where it leads to a file inside the directory.
 *
 * @throws FairlineError `ARTIFACT_INVALID` for a link that leads out or to a directory, and for anything
 *   that is neither file nor directory.
 */
export function listTree(root: string): {
  readonly files: readonly FoundFile[];
  readonly empty: readonly string[];
} {
  const files: FoundFile[] = [];
  const empty: string[] = [];
  const visit = (directory: string, prefix: string): void => {
    const names = namesOf(directory, prefix);
    if (names.length === 0 && prefix !== "") empty.push(prefix.slice(0, -1));
    for (const name of names) {
      const absolute = join(directory, name);
      const path = prefix + name;
      const stat = lstatSync(absolute, { throwIfNoEntry: false });
      if (stat === undefined) {
        throw invalid(`"${path}" was removed while the folder was read`, "Run again.");
      }
      if (stat.isDirectory()) visit(absolute, `${path}/`);
      else
        files.push({ path, absolute: resolveFile(root, absolute, path), mode: modeOf(absolute) });
    }
  };
  visit(root, "");
  return { files, empty };
}

/**
 * The names in a directory, sorted.
 *
 * @throws FairlineError `ARTIFACT_INVALID` for a name that is not UTF-8: no path could be written for it.
 */
function namesOf(directory: string, prefix: string): readonly string[] {
  const names = readdirSync(directory).sort();
  if (!names.some((name) => name.includes("\ufffd"))) return names;
  const bytes = readdirSync(directory, { encoding: "buffer" });
  const wrong = bytes.find((name) => !Buffer.from(name.toString()).equals(name));
  if (wrong === undefined) return names;
  throw invalid(
    `the file name ${JSON.stringify(prefix + wrong.toString())} is not UTF-8`,
    "Rename the file.",
  );
}

/** Whether a file may be executed by its owner. */
function modeOf(path: string): "file" | "executable" {
  return (statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o100 ? "executable" : "file";
}

function resolveFile(root: string, absolute: string, path: string): string {
  const stat = lstatSync(absolute);
  if (stat.isFile()) return absolute;
  if (!stat.isSymbolicLink()) {
    throw invalid(`"${path}" is neither a file nor a directory`, "Write ordinary files.");
  }
  const target = realTarget(absolute);
  if (target === undefined) {
    throw invalid(
      `"${path}" is a link to something that is not there`,
      "Write a file in its place.",
    );
  }
  if (!target.startsWith(realpathSync(root) + sep)) {
    throw invalid(`"${path}" is a link that leads out of its folder`, "Copy the file instead.");
  }
  if (!statSync(target).isFile()) {
    throw invalid(`"${path}" is a link to a directory`, "Copy the directory instead.");
  }
  return target;
}

function realTarget(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function invalid(message: string, hint: string): FairlineError {
  return new FairlineError("ARTIFACT_INVALID", message, { hint });
}
