import { Problems } from "@fairline/yaml";
import { dirname, resolve } from "node:path";
import type { Stage } from "@fairline/core";
import { TracedReads } from "./trace/traced-reads.ts";
import type { CodeSources } from "./trace/traced-reads.ts";

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
  /** The code behind a third party's module, an absolute path. Without it, plans that use one are not cached. */
  readonly codeOf?: CodeSources["codeOf"];
}

/** What the steps of one load share. */
export interface LoadContext {
  readonly options: LoadOptions;
  /** Absolute path of the pipeline file. */
  readonly file: string;
  /** Absolute path of its folder, which every path in it is relative to. */
  readonly folder: string;
  readonly problems: Problems;
  /** Texts by file, for quoting. */
  readonly texts: Map<string, string>;
  /** Files whose text no message shows: one that is no pipeline, and those outside the pipeline's folder. */
  readonly unquoted: Set<string>;
  /** How the file system, packages and stages are looked at. */
  readonly reads: TracedReads;
}

/** Starts a load. */
export function startLoad(options: LoadOptions): LoadContext {
  const file = resolve(options.file);
  const problems = new Problems();
  const reads = new TracedReads(options.codeOf);
  return {
    options,
    file,
    folder: dirname(file),
    problems,
    texts: new Map(),
    unquoted: new Set(),
    reads,
  };
}

/** A path of the pipeline file's as an absolute one. */
export function resolvePath({ folder }: LoadContext, path: string): string {
  return resolve(folder, path);
}
