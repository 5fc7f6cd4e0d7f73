import { totalmem } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import type { Instance, Plan, Resources } from "@fairline/plan";
import { heightsOf, instanceGraph } from "@fairline/plan/graph";
import type { RunnerHost, RunOptions } from "../host.ts";
import type { Executor, JobObserver } from "../job/executor.ts";
import { localExecutor } from "../job/local.ts";
import type { JobSources } from "../job/perform.ts";
import { slotsOf } from "../schedule/slots.ts";
import type { Slots } from "../schedule/slots.ts";

/** What a test may replace in a machine. */
export interface MachineOverrides {
  readonly executor?: Executor;
  /** Waits; ends early when the signal is aborted. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** The machine as one run uses it: slots for what it has room for, and an executor from the first job on. */
export class Machine {
  readonly resources: Resources;
  readonly #signal: AbortSignal;
  readonly #slots: Slots;
  readonly #heights: ReadonlyMap<string, number>;
  readonly #pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly #start: () => Executor;
  #executor: Executor | undefined;

  constructor(
    plan: Plan,
    { host, options }: { readonly host: RunnerHost; readonly options: RunOptions },
    { executor, pause = pauseFor }: MachineOverrides,
  ) {
    const { jobs, memoryBytes = totalmem(), gpus = 1, signal, kill } = options;
    this.resources = { cpus: jobs, memoryBytes, gpus };
    this.#signal = signal;
    this.#slots = slotsOf(this.resources);
    this.#heights = heightsOf(instanceGraph(plan.instances));
    this.#pause = pause;
    this.#start = () => executor ?? localExecutor(workersOf(plan, host), kill);
  }

  /** How many instances wait for this one in the longest chain, itself included. */
  priorityOf(id: string): number {
    return this.#heights.get(id) ?? 0;
  }

  /** Does some work for an instance once there is room for it. */
  runInSlot<T>({ id, resources }: Instance, work: () => Promise<T>): Promise<T> {
    return this.#slots.run(work, { resources, priority: this.priorityOf(id) }, this.#signal);
  }

  /** Runs a job: see {@link Executor.execute}. */
  async execute(
    job: Parameters<Executor["execute"]>[0],
    observer: JobObserver,
    signal: AbortSignal,
  ): Promise<void> {
    this.#executor ??= this.#start();
    await this.#executor.execute(job, observer, signal);
  }

  /** Waits; ends early when the run is interrupted. */
  pause(ms: number): Promise<void> {
    return this.#pause(ms, this.#signal);
  }

  async close(): Promise<void> {
    await this.#executor?.close();
  }
}

/** Where stages run: in the host's workers, or in this process, which knows those of the plan. */
function workersOf(
  plan: Plan,
  { worker, codecs }: RunnerHost,
): Parameters<typeof localExecutor>[0] {
  if (worker !== "in-process") return worker;
  const works = plan.instances.flatMap(({ work }) => (work.type === "stage" ? [work] : []));
  const stages: JobSources["stages"] = (uses, module) => {
    const found = works.find((work) => work.uses === uses && work.module === module);
    return found === undefined
      ? Promise.reject(new Error(`the plan has no stage ${uses}`))
      : Promise.resolve(found.stage);
  };
  return { stages, codecs };
}

async function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
