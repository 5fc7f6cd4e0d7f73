import { randomBytes } from "node:crypto";
import { join, relative } from "node:path";
import { sha256 } from "@fairline/core";

/** Where everything lies in a store's directory. */
export interface Layout {
  readonly directory: string;
  /** Holds the number of the format. */
  readonly format: string;
  readonly objects: string;
  readonly trees: string;
  readonly actions: string;
  readonly leases: string;
  readonly runs: string;
  /** Holds the last results of pipelines, one file a pipeline. */
  readonly history: string;
  /** Holds plans of pipelines that were checked before, one file a pipeline. */
  readonly plans: string;
  /** Holds a directory for each action that left checkpoints. */
  readonly checkpoints: string;
  readonly temporary: string;
  readonly statCache: string;
  /** The object with this digest: 64 hexadecimal digits. */
  object(digest: string): string;
  /** The directory that the tree object with this digest describes, made of links to the objects. */
  tree(digest: string): string;
  action(key: string): string;
  lease(name: string): string;
  checkpointsOf(key: string): string;
  run(id: string): string;
  /** The file about a pipeline in `folder`; named by the pipeline's place relative to the store, so that both may move together. */
  ofPipeline(folder: string, pipeline: string): string;
  /** A path in the temporary directory that nobody else has. */
  temporaryPath(what: string): string;
}

/** Names the places of the store in `directory`. */
export function layoutOf(directory: string): Layout {
  const objects = join(directory, "objects", "sha256");
  const trees = join(directory, "trees");
  const actions = join(directory, "actions");
  const leases = join(directory, "leases");
  const runs = join(directory, "runs");
  const temporary = join(directory, "tmp");
  return {
    directory,
    format: join(directory, "format"),
    objects,
    trees,
    actions,
    leases,
    runs,
    history: join(directory, "history"),
    plans: join(directory, "plans"),
    checkpoints: join(directory, "checkpoints"),
    temporary,
    statCache: join(directory, "stat-cache"),
    object: (digest) => `${objects}/${digest.slice(0, 2)}/${digest.slice(2)}`,
    tree: (digest) => `${trees}/${digest.slice(0, 2)}/${digest.slice(2)}`,
    action: (key) => `${actions}/${key}.json`,
    lease: (name) => `${leases}/${name}.json`,
    checkpointsOf: (key) => join(directory, "checkpoints", key),
    run: (id) => join(runs, id),
    ofPipeline: (folder, pipeline) =>
      join(folder, `${sha256(relative(directory, pipeline)).slice(0, 32)}.json`),
    temporaryPath: (what) => join(temporary, `${what}-${randomBytes(8).toString("hex")}`),
  };
}
