import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Stage } from "@fairline/core";
import { Problems } from "./problems.ts";

/** What {@link loadPipeline} takes. */
export interface LoadOptions {
  /** Path of the pipeline file. */
  readonly file: string;
  /** The stages that `uses:` can name, by name. */
  readonly stages: ReadonlyMap<string, Stage>;
  /** `name=value` or `name.key=value`; the value is YAML. Later ones win. */
  readonly set?: readonly string[];
  /** YAML files with values of parameters by name; later ones win, and `set` wins over all. */
  readonly paramsFiles?: readonly string[];
  /** Imports a module of a third party's stage; `import()` where it is left out. */
  readonly importModule?: (path: string) => Promise<unknown>;
}

/** What the steps of one loading share. */
export interface Loading {
  readonly options: LoadOptions;
  /** Absolute path of the pipeline file. */
  readonly file: string;
  /** Absolute path of its folder, which every path in it is relative to. */
  readonly folder: string;
  readonly problems: Problems;
  /** Texts by file, for quoting. */
  readonly texts: Map<string, string>;
  /** What lies at an absolute path, links followed; asked of the file system once a path. */
  entryAt(path: string): Entry;
}

/** What a path may lead to; `other` is a device, a pipe or a socket, which can be read without an end. */
type Entry = "file" | "folder" | "other" | "nothing";

/** Starts a loading. */
export function startLoading(options: LoadOptions): Loading {
  const file = resolve(options.file);
  const known = new Map<string, Entry>();
  const entryAt = (path: string): Entry => {
    const entry = known.get(path) ?? findEntry(path);
    known.set(path, entry);
    return entry;
  };
  const problems = new Problems();
  return { options, file, folder: dirname(file), problems, texts: new Map(), entryAt };
}

function findEntry(path: string): Entry {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return "nothing";
  if (stat.isFile()) return "file";
  return stat.isDirectory() ? "folder" : "other";
}

/** A path of the pipeline file's as an absolute one. */
export function resolvePath({ folder }: Loading, path: string): string {
  return resolve(folder, path);
}
