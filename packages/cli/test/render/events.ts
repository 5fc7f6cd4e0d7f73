import type { GateVerdict } from "@fairline/core";
import type { RunEvent } from "@fairline/runner";

/** An event without its time. */
type Untimed = RunEvent extends infer E ? (E extends RunEvent ? Omit<E, "time"> : never) : never;

/** An event and the seconds since the start of its run. */
export type Timed = readonly [seconds: number, event: Untimed];

/** Events at given seconds after a fixed start. */
export function timeline(...events: readonly Timed[]): RunEvent[] {
  return events.map(([seconds, event]) => ({ ...event, time: START + seconds * 1000 }));
}

/** When the runs of these tests begin, in milliseconds since the epoch. */
export const START: number = Date.UTC(2026, 0, 1);

/** A verdict that passes, with some of it replaced. */
export function verdict(changes: Partial<GateVerdict> = {}): GateVerdict {
  return {
    gate: "gap by sex",
    stage: "evaluate",
    point: { strength: 1 },
    metric: "demographic_parity_difference",
    attribute: "sex",
    within: null,
    outcome: "pass",
    value: 0.0312,
    limit: "<= 0.05",
    message: "demographic_parity_difference by sex is 0.0312 (<= 0.05)",
    ...changes,
  };
}

/** A run of three stages, one at two points: one reused, one that fails once and is tried again, one skipped. */
export const RUN: readonly RunEvent[] = timeline(
  [
    0,
    {
      type: "run-started",
      run: "20260101-000000-ab12",
      pipeline: "adult",
      instances: ["clean", "train@strength=0", "train@strength=1", "evaluate"],
    },
  ],
  [0.1, { type: "instance-reused", instance: "clean", key: "c0", reason: "nothing changed" }],
  [
    0.2,
    {
      type: "instance-started",
      instance: "train@strength=0",
      key: "t0",
      attempt: 1,
      reason: "parameter epochs changed from 20 to 40",
    },
  ],
  [
    0.3,
    {
      type: "instance-started",
      instance: "train@strength=1",
      key: "t1",
      attempt: 1,
      reason: "it has not run before",
    },
  ],
  [
    4,
    {
      type: "instance-progress",
      instance: "train@strength=0",
      done: 10,
      total: 40,
      note: "epoch 10",
    },
  ],
  [
    11,
    {
      type: "instance-progress",
      instance: "train@strength=0",
      done: 30,
      total: 40,
      note: "epoch 30",
    },
  ],
  [
    12,
    {
      type: "instance-log",
      instance: "train@strength=0",
      level: "warn",
      message: "2 rows have no label",
    },
  ],
  [14, { type: "instance-finished", instance: "train@strength=0", key: "t0", durationMs: 13_800 }],
  [
    15,
    {
      type: "instance-failed",
      instance: "train@strength=1",
      attempt: 1,
      willRetry: true,
      failure: { code: "STAGE_CRASHED", message: "its process was killed (SIGKILL)" },
    },
  ],
  [
    15.1,
    {
      type: "instance-started",
      instance: "train@strength=1",
      key: "t1",
      attempt: 2,
      reason: "it has not run before",
    },
  ],
  [
    16,
    {
      type: "instance-failed",
      instance: "train@strength=1",
      attempt: 2,
      willRetry: false,
      failure: {
        code: "TRAINING_DIVERGED",
        message: "the loss is NaN after epoch 3",
        hint: "Lower learningRate.",
        at: { file: "adult.yaml", line: 14, column: 5 },
        details: "epoch 2: loss 7.1\nepoch 3: loss NaN\n",
      },
    },
  ],
  [16.1, { type: "instance-skipped", instance: "evaluate", reason: "train@strength=1 failed" }],
  [
    16.2,
    { type: "published", instance: "report", port: "page", path: "/home/ada/reports/adult.html" },
  ],
  [16.3, { type: "warning", message: "the store holds 12 GiB" }],
  [16.4, { type: "gate", verdict: verdict() }],
  [
    16.5,
    { type: "run-finished", exit: 1, ran: 1, reused: 1, failed: 1, skipped: 1, durationMs: 16_500 },
  ],
);
