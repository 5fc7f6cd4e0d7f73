import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { ActionRecord, Content, Store } from "@fairline/store";
import { filesIn } from "../observed.ts";

/** Results as a server would hold them: records by key, and files by the digest of the artifact that they make up. */
export interface SharedResults {
  readonly records: Map<string, ActionRecord>;
  readonly artifacts: Map<string, readonly SharedFile[]>;
}

interface SharedFile {
  /** Relative to the artifact; empty where that is the file itself. */
  readonly path: string;
  readonly mode: number;
  readonly bytes: Uint8Array;
}

/** A store that works in a directory of its own, and gives and takes results elsewhere. It uses no more than the interface. */
export class SharingStore implements Store {
  readonly directory: string;
  readonly runs: Store["runs"];
  readonly plans: Store["plans"];
  readonly history: Store["history"];
  readonly #local: Store;
  readonly #shared: SharedResults;

  constructor(local: Store, shared: SharedResults) {
    this.directory = local.directory;
    this.runs = local.runs;
    this.plans = local.plans;
    this.history = local.history;
    this.#local = local;
    this.#shared = shared;
  }

  lookup: Store["lookup"] = async (key, options) => {
    const own = await this.#local.lookup(key, options);
    const record = this.#shared.records.get(key);
    if (own.state === "hit" || record === undefined) return own;
    for (const output of Object.values(record.outputs)) await this.#fetch(output);
    const { record: committed } = await this.#local.commit(record);
    return { state: "hit", record: committed };
  };

  commit: Store["commit"] = async (record, options) => {
    const commit = await this.#local.commit(record, options);
    for (const output of Object.values(commit.record.outputs)) {
      this.#shared.artifacts.set(output.digest, filesOf(await this.#local.open(output)));
    }
    this.#shared.records.set(record.key, commit.record);
    return commit;
  };

  recordOf: Store["recordOf"] = async (key) =>
    (await this.#local.recordOf(key)) ?? this.#shared.records.get(key);
  insert: Store["insert"] = (path, options) => this.#local.insert(path, options);
  has: Store["has"] = (digest) => this.#local.has(digest);
  open: Store["open"] = (content) => this.#local.open(content);
  contentOf: Store["contentOf"] = (path) => this.#local.contentOf(path);
  lease: Store["lease"] = (name) => this.#local.lease(name);
  leaseHolder: Store["leaseHolder"] = (name) => this.#local.leaseHolder(name);
  checkpoints: Store["checkpoints"] = (key) => this.#local.checkpoints(key);
  attempt: Store["attempt"] = () => this.#local.attempt();
  begin: Store["begin"] = () => this.#local.begin();
  end: Store["end"] = () => this.#local.end();
  save: Store["save"] = () => this.#local.save();

  async #fetch({ digest }: Content): Promise<void> {
    const attempt = this.#local.attempt();
    const place = attempt.path("fetched");
    for (const { path, mode, bytes } of this.#shared.artifacts.get(digest) ?? []) {
      mkdirSync(dirname(join(place, path)), { recursive: true });
      writeFileSync(join(place, path), bytes, { mode });
    }
    await this.#local.insert(place);
    attempt.remove();
  }
}

function filesOf(artifact: string): readonly SharedFile[] {
  const paths = statSync(artifact).isDirectory() ? filesIn(artifact) : [artifact];
  return paths.map((path) => ({
    path: relative(artifact, path),
    mode: statSync(path).mode,
    bytes: readFileSync(path),
  }));
}
