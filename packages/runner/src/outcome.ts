import type { GateVerdict } from "@fairline/core";
import type { StoredOutput } from "@fairline/store";
import type { Failure, RunExit } from "./event.ts";

/** How one instance came out. */
export interface InstanceOutcome {
  readonly instance: string;
  readonly status: "ran" | "reused" | "failed" | "skipped";
  /** Undefined where something upstream failed before it could be known. */
  readonly key: string | undefined;
  /** By port; empty where it failed or was skipped. */
  readonly outputs: Readonly<Record<string, StoredOutput>>;
  /** Why it ran, was reused, failed or was skipped, in one sentence. */
  readonly reason: string;
  readonly durationMs: number;
  readonly failure?: Failure;
  /** Ports whose bytes differ from those that an earlier attempt at the same action gave. */
  readonly differing?: readonly string[];
}

/** What a run comes to. */
export interface RunSummary {
  readonly run: string;
  readonly exit: RunExit;
  /** By instance id, in the order of the plan; only what was asked for. */
  readonly outcomes: ReadonlyMap<string, InstanceOutcome>;
  readonly gates: readonly GateVerdict[];
  readonly counts: RunCounts;
}

/** Instances by how they came out. */
export interface RunCounts {
  readonly ran: number;
  readonly reused: number;
  readonly failed: number;
  readonly skipped: number;
}
