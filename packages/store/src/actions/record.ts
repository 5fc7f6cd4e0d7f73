import { readFileSync } from "node:fs";
import { sha256 } from "@fairline/core";
import type { ArtifactKind, JsonValue } from "@fairline/core";
import { errorCode } from "../disk.ts";
import type { Stored } from "../objects/object-store.ts";

/** An output of an action: an artifact in the store, and what kind it is. */
export interface StoredOutput extends Stored {
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
  | { readonly state: "garbled" };

const head = '{"check":"';
const headLength = head.length + 64;

/** The text of an action file: JSON whose first member is a digest of the rest, so that damage shows. */
export function serialiseAction(record: ActionRecord): string {
  const rest = `","record":${JSON.stringify(record)}}\n`;
  return head + sha256(rest) + rest;
}

/** Reads an action file and checks it, its own key included. */
export function readAction(path: string, key: string): ActionRead {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return { state: "missing" };
    throw error;
  }
  if (!text.startsWith(head)) return { state: "garbled" };
  if (text.slice(head.length, headLength) !== sha256(text.slice(headLength))) {
    return { state: "garbled" };
  }
  // The digest says that `serialiseAction` wrote every byte of it.
  const { record } = JSON.parse(text) as { readonly record: ActionRecord };
  return record.key === key ? { state: "found", record } : { state: "garbled" };
}

/** The output ports of an action whose content differs between two records of it. */
export function differingPorts(before: ActionRecord, after: ActionRecord): readonly string[] {
  const ports = Object.keys(after.outputs);
  return ports.filter((port) => before.outputs[port]?.digest !== after.outputs[port]?.digest);
}
