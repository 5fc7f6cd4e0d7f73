import { randomBytes } from "node:crypto";
import type { Plan } from "@fairline/plan";
import { realDisk } from "@fairline/store/disk";
import type { Disk, Store } from "@fairline/store";
import { actionSources } from "../action/sources.ts";
import type { ActionSources } from "../action/sources.ts";
import type { KnownResult } from "../gates/evaluate.ts";
import type { RunnerHost, RunOptions } from "../host.ts";
import { RunRecord } from "../record/run-record.ts";
import { instancesNamed } from "../schedule/selection.ts";
import { History } from "../why/history.ts";
import { Machine } from "./machine.ts";
import type { MachineOverrides } from "./machine.ts";
import { Outcomes } from "./outcomes.ts";

/** What a run is given besides its plan. */
export interface RunParts {
  readonly store: Store;
  readonly host: RunnerHost;
  readonly options: RunOptions;
}

/** What a test may replace in a run. */
export interface RunOverrides extends MachineOverrides {
  /** Writes the working tree. */
  readonly disk?: Disk;
}

/** One run while it goes on. */
export interface Run extends RunParts {
  /** Sorts by time: `20261123-042700-3fa9c1`, in UTC; the last part begins with the milliseconds. */
  readonly id: string;
  readonly plan: Plan;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Ids of the instances that run even where a result is known. */
  readonly forced: ReadonlySet<string>;
  readonly outcomes: Outcomes;
  readonly record: RunRecord;
  readonly history: History;
  readonly sources: ActionSources;
  readonly machine: Machine;
  /** The disk of the working tree. */
  readonly disk: Disk;
}

/**
 * Begins a run.
 *
 * @throws FairlineError `OPTION_INVALID` for a forced stage that the plan does not have.
 */
export function beginRun(
  plan: Plan,
  { store, host, options }: RunParts,
  { disk = realDisk, ...overrides }: RunOverrides,
): Run {
  const forced = instancesNamed(plan, options.force ?? []);
  const startedAt = host.clock();
  const id = runId(startedAt);
  const outcomes = new Outcomes(options);
  return {
    ...{ id, plan, store, host, options, startedAt, forced, outcomes, disk },
    record: new RunRecord(store.runs, id, { clock: host.clock, onEvent: options.onEvent }),
    history: new History(plan, store),
    sources: actionSources({ plan, store, host }, (instance) => resultOf(instance, outcomes)),
    machine: new Machine(plan, { host, options }, overrides),
  };
}

/** Milliseconds from a time until now; 0 where the clock was put back meanwhile. */
export function elapsedMs(since: number, { clock }: RunnerHost): number {
  return Math.max(0, clock() - since);
}

function runId(time: number): string {
  const digits = new Date(time).toISOString().replaceAll(/\D/g, "");
  const milliseconds = Number(digits.slice(14)).toString(16).padStart(3, "0");
  const random = randomBytes(2).toString("hex").slice(1);
  return `${digits.slice(0, 8)}-${digits.slice(8, 14)}-${milliseconds}${random}`;
}

function resultOf(id: string, outcomes: Outcomes): KnownResult {
  const outcome = outcomes.get(id);
  switch (outcome?.status) {
    case undefined:
      return { absence: `${id} was not part of this run.` };
    case "ran":
    case "reused":
      return outcome;
    case "failed":
      return { absence: `${id} failed, so there is nothing to hold against the limit.` };
    case "skipped":
      return { absence: `${id} did not run, so there is nothing to hold against the limit.` };
  }
}
