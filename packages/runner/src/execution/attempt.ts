import { dirname } from "node:path";
import type { JsonValue } from "@fairline/core";
import type { CommandWork, Instance, StageWork } from "@fairline/plan";
import type { Attempt } from "@fairline/store";
import type { Action } from "../action/action.ts";
import { variablesOf } from "../action/variable.ts";
import { requireOutputs } from "../job/command-outputs.ts";
import type { JobInput, JobObserver, JobOutput, StageJob } from "../job/executor.ts";
import { codecOf } from "../job/perform.ts";
import { prepareCommand } from "../job/sandbox.ts";
import { capped } from "../schedule/slots.ts";
import { withTimeLimit } from "../schedule/time-limit.ts";
import type { CacheOutcome, Reason } from "../why/reason.ts";
import { extensionsOf, openInputs } from "./inputs.ts";
import type { Run } from "./run.ts";

/** An instance that has to run, and why. */
export interface PendingAction {
  readonly instance: Instance;
  readonly action: Action;
  readonly cached: Exclude<CacheOutcome, { state: "hit" }>;
  readonly reason: Reason;
}

/** What an attempt at an action is executed with. */
interface Execution extends PendingAction {
  readonly attempt: Attempt;
  readonly inputs: readonly JobInput[];
  readonly log: string;
  readonly observer: JobObserver;
  /** Aborted when the run is interrupted, or the time limit is over. */
  readonly signal: AbortSignal;
}

/**
 * Runs an action once in a private directory, under the instance's time limit.
 *
 * @returns Its outputs, still in that directory.
 * @throws FairlineError `STAGE_TIMEOUT`, what the executor throws, and the run's own reason to stop.
 */
export async function execute(
  pending: PendingAction,
  attempt: Attempt,
  run: Run,
): Promise<readonly JobOutput[]> {
  const { instance } = pending;
  const { id, work } = instance;
  return await withTimeLimit(instance, run.options.signal, async (signal) => {
    const inputs = await openInputs(instance, run);
    const [log, observer] = [run.record.logPath(id), observerOf(id, run)];
    const execution = { ...pending, attempt, inputs, log, observer, signal };
    return work.type === "command"
      ? await executeCommand(work, execution, run)
      : await executeStage(work, execution, run);
  });
}

async function executeCommand(
  work: CommandWork,
  { instance, attempt, inputs, log, observer, signal }: Execution,
  { plan, host, machine }: Run,
): Promise<readonly JobOutput[]> {
  const sandbox = prepareCommand(instance, work, {
    directory: attempt.directory,
    root: dirname(plan.file),
    inputs,
    extensions: extensionsOf(instance, host.codecs),
    variables: host.env,
    log,
  });
  await machine.execute(sandbox.job, observer, signal);
  sandbox.requireUnwritten();
  await requireOutputs(work, sandbox, (job) => machine.execute(job, observer, signal));
  return sandbox.outputs;
}

async function executeStage(
  work: StageWork,
  execution: Execution,
  run: Run,
): Promise<readonly JobOutput[]> {
  const { attempt, observer, signal } = execution;
  const { codecs } = run.host;
  const outputs = Object.entries(work.stage.outputs).map(([port, { kind }], index) => {
    const { extension } = codecOf(kind, codecs);
    return { port, kind, path: attempt.path(`output-${String(index)}${extension}`) };
  });
  const job = await stageJob(work, { ...execution, outputs }, run);
  await run.machine.execute(job, observer, signal);
  return outputs;
}

async function stageJob(
  work: StageWork,
  execution: Execution & { readonly outputs: readonly JobOutput[] },
  run: Run,
): Promise<StageJob> {
  const { instance, action, cached, attempt, inputs, outputs, log } = execution;
  const { host, machine, sources, store } = run;
  // What is to be made anew does not go on from what an attempt before has left.
  const isAnew = cached.state === "forced" || cached.state === "uncached";
  const { uses, module, params, stage } = work;
  return {
    type: "stage",
    ...{ uses, module, params, inputs, outputs, log },
    // What is not in the key does not reach the stage either.
    seed: stage.seeded ? instance.seed : "",
    backend: stage.computes ? (host.backendName ?? host.backend) : "",
    cpus: capped(instance.resources, machine.resources).cpus,
    env: variablesOf(host.env, instance.env),
    ...(await openExternals(execution, run)),
    lineage: stage.describesPipeline ? await sources.lineageOf(instance) : undefined,
    scratch: attempt.path("scratch"),
    checkpoints: isAnew ? undefined : store.checkpoints(action.key),
  };
}

/** What a stage reads besides its ports, fetched where that is needed. */
async function openExternals(
  { action, observer, signal }: Execution,
  { host }: Pick<Run, "host">,
): Promise<Pick<StageJob, "files" | "values">> {
  const files: Record<string, string> = {};
  const values: Record<string, JsonValue> = {};
  for (const external of action.externals) {
    const { name } = external;
    if (external.type === "value") values[name] = external.value;
    else if (external.type === "file") files[name] = external.path;
    else {
      const onProgress = (done: number, total: number): void => {
        observer.progress(done, total, `fetching ${external.url}`);
      };
      files[name] = await host.fetchFile(external, onProgress, signal);
    }
  }
  return { files, values };
}

function observerOf(instance: string, { record }: Pick<Run, "record">): JobObserver {
  return {
    progress: (done, total, note) => {
      record.emit({ type: "instance-progress", instance, done, total, note });
    },
    log: (level, message) => {
      record.emit({ type: "instance-log", instance, level, message });
    },
  };
}
