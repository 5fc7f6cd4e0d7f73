import type { ErrorCode, ErrorLocation, GateVerdict } from "@fairline/core";

/** A failure as plain data, so that it crosses processes and lands in events.ndjson. */
export interface Failure {
  /** `BUG` for anything that is not a FairlineError. */
  readonly code: ErrorCode | "BUG";
  readonly message: string;
  readonly hint?: string;
  readonly at?: ErrorLocation;
  /** The last lines of the attempt's log, or the stack of a bug. */
  readonly details?: string;
  /** What a command exited with. */
  readonly exitCode?: number;
}

/**
 * Everything that happens in a run. Renderers are functions of events; `events.ndjson` holds them one a line.
 *
 * `time` is in milliseconds since the epoch, `instance` is an instance id.
 */
export type RunEvent = { readonly time: number } & (
  | {
      readonly type: "run-started";
      readonly run: string;
      readonly pipeline: string;
      readonly instances: readonly string[];
    }
  | {
      readonly type: "instance-reused";
      readonly instance: string;
      readonly key: string;
      readonly reason: string;
    }
  | {
      readonly type: "instance-started";
      readonly instance: string;
      readonly key: string;
      readonly attempt: number;
      /** Why it runs, in one sentence. */
      readonly reason: string;
    }
  | {
      readonly type: "instance-progress";
      readonly instance: string;
      readonly done: number;
      readonly total: number;
      readonly note: string;
    }
  | {
      readonly type: "instance-log";
      readonly instance: string;
      readonly level: "info" | "warn";
      readonly message: string;
    }
  | {
      readonly type: "instance-finished";
      readonly instance: string;
      readonly key: string;
      readonly durationMs: number;
    }
  | {
      readonly type: "instance-failed";
      readonly instance: string;
      readonly attempt: number;
      readonly failure: Failure;
      readonly willRetry: boolean;
    }
  | { readonly type: "instance-skipped"; readonly instance: string; readonly reason: string }
  | {
      readonly type: "published";
      readonly instance: string;
      readonly port: string;
      readonly path: string;
    }
  | { readonly type: "warning"; readonly message: string }
  | { readonly type: "gate"; readonly verdict: GateVerdict }
  | {
      readonly type: "run-finished";
      readonly exit: RunExit;
      readonly ran: number;
      readonly reused: number;
      readonly failed: number;
      readonly skipped: number;
      readonly durationMs: number;
    }
);

/** 0 done and gates pass; 1 a stage failed; 2 a gate failed; 130 interrupted. */
export type RunExit = 0 | 1 | 2 | 130;
