import type { ActionRecord } from "./actions/record.ts";
import type { Attempt } from "./actions/attempts.ts";
import type { Lease, LeaseHolder } from "./actions/leases.ts";
import type { Content } from "./objects/trees.ts";
import type { PipelineTexts } from "./pipeline-texts.ts";
import type { RunFiles } from "./runs/run-files.ts";

/** What a store knows of an action key. */
export type Lookup =
  | { readonly state: "hit"; readonly record: ActionRecord }
  | { readonly state: "miss" }
  /** There was a result, but not all of it is as it was stored; it has been dropped. `record` where the action file could be read. */
  | {
      readonly state: "damaged";
      readonly damage: string;
      readonly record: ActionRecord | undefined;
    };

/** How a result is committed. */
export interface CommitOptions {
  /** Takes the place of a result that was there before, where its bytes differ. */
  readonly replace?: boolean;
}

/** How committing a result ended. */
export type Commit =
  | { readonly state: "committed"; readonly record: ActionRecord }
  /** Another attempt was first; its record is the one that counts. `differing` names the ports whose bytes differ. */
  | {
      readonly state: "existed";
      readonly record: ActionRecord;
      readonly differing: readonly string[];
    };

/**
 * Where results live: artifacts by their content, and actions by their keys. Nothing is handed out
 * unverified, and nothing half-written is ever seen.
 *
 * It works in a directory of this machine, since stages read and write paths; whether anything else stands behind that is its
 * own affair.
 */
export interface Store {
  /** Absolute path of the directory that it works in. */
  readonly directory: string;
  /** What runs leave: events, logs, manifests. */
  readonly runs: RunFiles;
  /** Plans of pipelines that were checked before. */
  readonly plans: PipelineTexts;
  /** The last results of pipelines' instances. */
  readonly history: PipelineTexts;
  /**
   * Finds the result of an action, with all its outputs whole. What is damaged is dropped, except with
   * `drop: false`.
   */
  lookup(key: string, options?: { readonly drop?: boolean }): Promise<Lookup>;
  /** The record of an action, its outputs unchecked: for explaining what once ran. */
  recordOf(key: string): Promise<ActionRecord | undefined>;
  /** Links the result of an action, as the last step. The first one wins, unless told otherwise. */
  commit(record: ActionRecord, options?: CommitOptions): Promise<Commit>;
  /**
   * Takes a file or directory of an attempt into the store; with `copy` it stays where it is.
   *
   * @throws FairlineError `ARTIFACT_INVALID` for what cannot be stored: a link that leads out, a socket.
   */
  insert(path: string, options?: { readonly copy?: boolean }): Promise<Content>;
  /** Whether there is an object with this digest, its bytes unchecked. */
  has(digest: string): Promise<boolean>;
  /**
   * The path of a verified artifact, to read.
   *
   * @throws FairlineError `STORE_DAMAGED` where it is not whole.
   */
  open(content: Content): Promise<string>;
  /**
   * The content of a file or directory outside the store, from memory where its times have not changed.
   *
   * @throws FairlineError `ARTIFACT_INVALID` for what is neither, and for what a tree cannot hold.
   */
  contentOf(path: string): Promise<Content>;
  /** Takes the lease on a name (an action key, or a word); undefined where a live process holds it. */
  lease(name: string): Promise<Lease | undefined>;
  /** Who holds the lease on a name, if a live process does. */
  leaseHolder(name: string): Promise<LeaseHolder | undefined>;
  /**
   * The path of a directory in which an attempt at an action may leave what the next one goes on from; the attempt makes it.
   * It is removed once a result is committed.
   */
  checkpoints(key: string): string;
  /** Makes room for an attempt. */
  attempt(): Attempt;
  /** Says that a run is at work here, so that no garbage collection takes its results away; waits for one under way. */
  begin(): Promise<void>;
  /** Ends what {@link begin} began, removes its attempts, and saves. */
  end(): Promise<void>;
  /** Writes what was learnt about files to the disk, where it can be written. */
  save(): Promise<void>;
}
