import type { ArtifactKind, JsonValue } from "@fairline/core";
import { readChecked } from "../checked-file.ts";
import { isSameContent } from "../objects/trees.ts";
import type { Content } from "../objects/trees.ts";

/** An output of an action: an artifact in the store, and what kind it is. */
export interface StoredOutput extends Content {
  readonly kind: ArtifactKind;
}

/** The result of an action, as `actions/<key>.json` keeps it. */
export interface ActionRecord {
  readonly key: string;
  readonly outputs: Readonly<Record<string, StoredOutput>>;
  /** What the key is the digest of. */
  readonly preimage: JsonValue;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly durationMs: number;
  /** The run that made it, and the name the instance had there. */
  readonly run: string;
  readonly instance: string;
  /** Digest of what the attempt printed; null where it printed nothing. */
  readonly log: string | null;
}

/** What an action file may turn out to be. */
export type ActionRead =
  | { readonly state: "found"; readonly record: ActionRecord }
  | { readonly state: "missing" }
  | { readonly state: "corrupt" };

/** Reads an action file, which is a checked file, and compares the key that it says. */
export function readAction(path: string, key: string): ActionRead {
  const read = readChecked(path);
  if (read.state !== "whole") return read;
  // The digest says that `commit` wrote every byte of it.
  const record = JSON.parse(read.text) as ActionRecord;
  return record.key === key ? { state: "found", record } : { state: "corrupt" };
}

/** The output ports of an action whose content differs between two records of it. */
export function differingPorts(before: ActionRecord, after: ActionRecord): readonly string[] {
  const ports = Object.keys(after.outputs);
  return ports.filter((port) => {
    const [old, now] = [before.outputs[port], after.outputs[port]];
    return old === undefined || now === undefined || !isSameContent(old, now);
  });
}
