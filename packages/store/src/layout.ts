import { randomBytes } from "node:crypto";
import { join, relative } from "node:path";
import { sha256 } from "@fairline/core";

/** Where everything lies in a store. */
export interface Layout {
  readonly directory: string;
  /** Holds the number of the format. */
  readonly format: string;
  readonly objects: string;
  readonly trees: string;
  readonly actions: string;
  readonly leases: string;
  readonly runs: string;
  readonly history: string;
  /** Holds plans of pipelines that were checked before. */
  readonly plans: string;
  readonly temporary: string;
  readonly statCache: string;
  /** The object with this digest: 64 hexadecimal digits. */
  object(digest: string): string;
  /** The directory that the tree object with this digest describes, made of links to the objects. */
  tree(digest: string): string;
  action(key: string): string;
  lease(key: string): string;
  run(id: string): string;
  /** The plan of a pipeline file, one a file, told relative to the store. */
  plan(pipeline: string): string;
  /** A name in the temporary directory that nobody else has, for what is written aside and moved into place. */
  draft(what: string): string;
}

/** Names the places of the store in `directory`. */
export function layoutOf(directory: string): Layout {
  const objects = join(directory, "objects", "sha256");
  const trees = join(directory, "trees");
  const actions = join(directory, "actions");
  const leases = join(directory, "leases");
  const runs = join(directory, "runs");
  const plans = join(directory, "plans");
  return {
    directory,
    format: join(directory, "format"),
    objects,
    trees,
    actions,
    leases,
    runs,
    history: join(directory, "history"),
    plans,
    temporary: join(directory, "tmp"),
    statCache: join(directory, "stat-cache"),
    object: (digest) => `${objects}/${digest.slice(0, 2)}/${digest.slice(2)}`,
    tree: (digest) => `${trees}/${digest.slice(0, 2)}/${digest.slice(2)}`,
    action: (key) => `${actions}/${key}.json`,
    lease: (key) => `${leases}/${key}.json`,
    run: (id) => join(runs, id),
    plan: (pipeline) => join(plans, `${sha256(relative(directory, pipeline)).slice(0, 32)}.json`),
    draft: (what) => join(directory, "tmp", `${what}-${randomBytes(8).toString("hex")}`),
  };
}
