import type { ActionRecord } from "./actions/record.ts";
import type { Disk } from "./disk.ts";
import type { Layout } from "./layout.ts";
import type { Lease, LeaseHolder } from "./actions/leases.ts";
import type { Stored } from "./objects/object-store.ts";

/** What a store knows of an action key. */
export type Lookup =
  | { readonly state: "hit"; readonly record: ActionRecord }
  | { readonly state: "miss" }
  /** There was a result, but not all of it is as it was stored; it has been dropped. `record` where the action file could be read. */
  | { readonly state: "damaged"; readonly what: string; readonly record: ActionRecord | undefined };

/** How publishing a result ended. */
export type Publication =
  | { readonly state: "published"; readonly record: ActionRecord }
  /** Another attempt was first; its record is the one that counts. `differing` names the ports whose bytes differ. */
  | {
      readonly state: "existed";
      readonly record: ActionRecord;
      readonly differing: readonly string[];
    };

/** A private place on the store's disk for one attempt. */
export interface Attempt {
  /** A path where nothing is yet. */
  path(name: string): string;
  /** A directory of its own, made when it is first asked for. */
  readonly directory: string;
  /** Removes what is left of it, in the background; the store's `end` waits for that. */
  remove(): void;
}

/**
 * Where results live: artifacts by their content, and actions by their keys. Nothing is handed out
 * unverified, and nothing half-written is ever seen.
 */
export interface Store {
  readonly directory: string;
  readonly layout: Layout;
  /** The disk that everything is written with. */
  readonly disk: Disk;
  /**
   * Finds the result of an action, with all its outputs whole. What is damaged is dropped, except with
   * `drop: false`.
   */
  lookup(key: string, options?: { readonly drop?: boolean }): Promise<Lookup>;
  /** The record of an action as it stands, its outputs unchecked: for telling what once ran. */
  recordOf(key: string): ActionRecord | undefined;
  /** Moves a file or directory of an attempt into the store. */
  insert(path: string): Promise<Stored>;
  /** The digests of all objects that make up an artifact, its own included. */
  members(stored: Stored): readonly string[];
  /** The path of a verified artifact, to read. */
  open(stored: Stored): Promise<string>;
  /**
   * Links the result of an action, as the last step. The first one wins, except with `replace`.
   */
  publish(record: ActionRecord, options?: { readonly replace?: boolean }): Promise<Publication>;
  /** SHA-256 of a file outside the store, from memory where its times have not changed. */
  digestOf(path: string): Promise<string>;
  /**
   * Digest of a file or directory outside the store; a directory's is that of the tree it would be.
   *
   * @throws FairlineError `ARTIFACT_INVALID` for what is neither, and for what a tree cannot hold.
   */
  digestOfPath(path: string): Promise<Stored>;
  /** Takes the lease on a key, or undefined where a live process holds it. */
  lease(name: string): Lease | undefined;
  leaseHolder(name: string): LeaseHolder | undefined;
  /** {@link Store.leaseHolder}, certain as in {@link Store.sessions}. */
  watchLease(name: string, onWait: (holder: LeaseHolder) => void): Promise<LeaseHolder | undefined>;
  /**
   * The processes whose runs are under way, this one's included.
   *
   * @param onWait - Where it is given, the answer is certain: processes that this machine cannot ask about are watched, up
   *   to a minute, and told of before.
   */
  sessions(onWait?: (holder: LeaseHolder) => void): Promise<readonly LeaseHolder[]>;
  /** Makes room for an attempt. */
  attempt(): Attempt;
  /** Says that a run is at work here, so that no garbage collection takes its results away; waits for one under way. */
  begin(): Promise<void>;
  /** Ends what {@link begin} began, removes its attempts, and saves. */
  end(): Promise<void>;
  /** Writes what was learnt about files to the disk, where it can be written; with `prune` not about files that are gone. */
  save(options?: { readonly prune?: boolean }): Promise<void>;
}
