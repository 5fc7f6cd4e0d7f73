import type { RunOptions } from "../host.ts";
import type { InstanceOutcome } from "../outcome.ts";

/** How the instances of a run have come out so far, and whether anything more may start. */
export class Outcomes {
  readonly #options: Pick<RunOptions, "signal" | "keepGoing">;
  readonly #byId = new Map<string, InstanceOutcome>();
  #firstFailed: string | undefined;

  constructor(options: Pick<RunOptions, "signal" | "keepGoing">) {
    this.#options = options;
  }

  /** How an instance came out; undefined while it has not. */
  get(id: string): InstanceOutcome | undefined {
    return this.#byId.get(id);
  }

  add(outcome: InstanceOutcome): void {
    this.#byId.set(outcome.instance, outcome);
    if (outcome.status === "failed") this.stopAfter(outcome.instance);
  }

  /** Says that an instance has failed for good, before its slot is given to another. */
  stopAfter(id: string): void {
    this.#firstFailed ??= id;
  }

  /** Why nothing new may start; undefined while all is well. */
  stopReason(): string | undefined {
    const { signal, keepGoing = false } = this.#options;
    if (signal.aborted) return "the run was interrupted";
    if (keepGoing || this.#firstFailed === undefined) return undefined;
    return `the run stopped after ${this.#firstFailed} failed`;
  }
}
