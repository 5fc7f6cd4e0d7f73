import { existsSync, statSync } from "node:fs";
import { extname } from "node:path";
import { FairlineError } from "@fairline/core";
import type { Lineage } from "@fairline/core";
import type { Instance, PlannedInput, StageWork } from "@fairline/plan";
import type { Attempt, Stored, StoredOutput } from "@fairline/store";
import { checkOutputs } from "../job/command-outputs.ts";
import { outputError, prepareCommand, requireOutputs } from "../job/sandbox.ts";
import type { Sandbox } from "../job/sandbox.ts";
import type { Action } from "../action/action.ts";
import { within } from "../schedule/slots.ts";
import type { JobInput, JobObserver, JobOutput, StageJob } from "../job/executor.ts";
import { rootOf } from "../record/manifest.ts";
import { codecOf } from "../job/perform.ts";
import type { RunState } from "../run-state.ts";
import { withTimeLimit } from "../schedule/time-limit.ts";
import { variablesOf } from "../action/variable.ts";

/** What an attempt has written, still in its private directory. */
export interface Written {
  readonly outputs: readonly JobOutput[];
  /** Path of what it printed; the file may be missing. */
  readonly log: string;
  readonly sandbox: Sandbox | undefined;
}

/**
 * Runs an action once in a private directory, under the instance's time limit.
 *
 * @throws FairlineError `STAGE_TIMEOUT`, what the executor throws, and the run's own reason to stop.
 */
export async function execute(
  instance: Instance,
  action: Action,
  attempt: Attempt,
  state: RunState,
): Promise<Written> {
  const observer = observerOf(instance, state);
  return await withTimeLimit(instance, state.options.signal, async (signal) => {
    const log = state.record.logPath(instance.id);
    const inputs = await openInputs(instance, state);
    const { work } = instance;
    if (work.type === "command") {
      const { directory } = attempt;
      const parts = { directory, root: rootOf(state.plan), inputs, host: state.host, log };
      const extensions = extensionsOf(instance, state);
      const sandbox = prepareCommand(instance, work, { ...parts, extensions });
      await state.executor().execute(sandbox.job, observer, signal);
      requireOutputs(work, sandbox);
      await checkOutputs(work, sandbox, (job) => state.executor().execute(job, observer, signal));
      return { outputs: sandbox.outputs, log, sandbox };
    }
    const outputs = Object.entries(work.stage.outputs).map(([port, { kind }], index) => {
      const { extension } = codecOf(kind, state.host.codecs);
      return { port, kind, path: attempt.path(`output-${String(index)}${extension}`) };
    });
    const files = await fetchFiles(action, observer, { state, signal });
    const where = { inputs, outputs, files, log, scratch: attempt.path("scratch") };
    const job = await stageJob(instance, work, { action, state, where });
    await state.executor().execute(job, observer, signal);
    return { outputs, log, sandbox: undefined };
  });
}

/**
 * Checks that what an attempt read from the store is still what it was: a process with the rights to can write to it.
 *
 * @throws FairlineError `STORE_DAMAGED`.
 */
export async function requireInputsUnchanged(instance: Instance, state: RunState): Promise<void> {
  for (const input of instance.inputs) {
    if (input.from.type === "file") continue;
    try {
      await openInput(input, state);
    } catch (cause) {
      if (!(cause instanceof FairlineError) || cause.code !== "STORE_DAMAGED") throw cause;
      const message = `input "${input.port}" of ${instance.id} changed in the store while it ran: ${cause.message}`;
      throw new FairlineError("STORE_DAMAGED", message, {
        hint: "Nothing of it is kept. A stage may not write to what it reads; what is damaged is made anew.",
        cause,
      });
    }
  }
}

/** Moves what an attempt has written into the store. */
export async function collect(
  written: Written,
  attempt: Attempt,
  { store }: RunState,
): Promise<{ readonly outputs: Record<string, StoredOutput>; readonly log: string | null }> {
  const outputs: (readonly [string, StoredOutput])[] = [];
  for (const { port, kind, path } of written.outputs) {
    outputs.push([port, { kind, ...(await insert(port, path, { written, store })) }]);
  }
  const log = await keepLog(written.log, attempt, store);
  return { outputs: Object.fromEntries(outputs), log };
}

async function insert(
  port: string,
  path: string,
  { written, store }: { written: Written; store: RunState["store"] },
): Promise<Stored> {
  try {
    return await store.insert(path);
  } catch (error) {
    const { sandbox } = written;
    if (sandbox === undefined || !(error instanceof FairlineError)) throw error;
    if (error.code !== "ARTIFACT_INVALID") throw error;
    throw outputError(`output "${port}" of the command: ${error.message}`, written.log);
  }
}

async function keepLog(
  log: string,
  attempt: Attempt,
  store: RunState["store"],
): Promise<string | null> {
  if (!existsSync(log) || statSync(log).size === 0) return null;
  const copy = attempt.path("log");
  await store.disk.copy(log, copy);
  return (await store.insert(copy)).digest;
}

function observerOf(instance: Instance, state: RunState): JobObserver {
  return {
    progress: (done, total, note) => {
      state.emit({ type: "instance-progress", instance: instance.id, done, total, note });
    },
    log: (level, message) => {
      state.emit({ type: "instance-log", instance: instance.id, level, message });
    },
  };
}

async function openInputs(instance: Instance, state: RunState): Promise<readonly JobInput[]> {
  const opened: JobInput[] = [];
  for (const input of instance.inputs) opened.push(await openInput(input, state));
  return opened;
}

async function openInput({ port, kind, from }: PlannedInput, state: RunState): Promise<JobInput> {
  const { store, sources } = state;
  switch (from.type) {
    case "file":
      return { port, kind, path: from.path };
    case "instance":
      return { port, kind, path: await store.open(sources.outputOf(from.id, from.port)) };
    case "fan-in": {
      const members = [];
      for (const { point, id, port: other } of from.members) {
        members.push({ point, path: await store.open(sources.outputOf(id, other)) });
      }
      return { port, kind, members };
    }
  }
}

/** How the links to a command's inputs end: as the file does, or as files of the kind do. */
function extensionsOf(instance: Instance, { host }: RunState): Record<string, string> {
  const extensionOf = ({ kind, from }: PlannedInput): string => {
    if (from.type !== "file") return host.codecs.get(kind)?.extension ?? "";
    const extension = extname(from.path);
    return /^\.\w+$/.test(extension) ? extension : "";
  };
  return Object.fromEntries(instance.inputs.map((input) => [input.port, extensionOf(input)]));
}

async function fetchFiles(
  { externals }: Action,
  observer: JobObserver,
  { state, signal }: { state: RunState; signal: AbortSignal },
): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const external of externals) {
    if (external.type === "file") files[external.name] = external.path;
    if (external.type !== "download") continue;
    const tell = (done: number, total: number): void => {
      observer.progress(done, total, `fetching ${external.url}`);
    };
    files[external.name] = await state.host.fetchFile(external, tell, signal);
  }
  return files;
}

async function stageJob(
  instance: Instance,
  work: StageWork,
  { action, state, where }: { action: Action; state: RunState; where: JobPlaces },
): Promise<StageJob> {
  const { host, sources, machine } = state;
  const values = action.externals.flatMap((external) =>
    external.type === "value" ? [[external.name, external.value] as const] : [],
  );
  return {
    type: "stage",
    uses: work.uses,
    module: work.module,
    params: work.params,
    // What is not in the key does not reach the stage either.
    seed: work.stage.seeded ? instance.seed : "",
    backend: work.stage.computes ? (host.backendName ?? host.backend) : "",
    cpus: within(instance.resources, machine).cpus,
    env: variablesOf(host.env, instance.env),
    values: Object.fromEntries(values),
    lineage: await lineageOf(instance, work, sources),
    ...where,
  };
}

type JobPlaces = Pick<StageJob, "inputs" | "outputs" | "files" | "log" | "scratch">;

async function lineageOf(
  instance: Instance,
  work: StageWork,
  sources: RunState["sources"],
): Promise<Lineage | undefined> {
  return work.stage.describesPipeline ? await sources.lineageOf(instance) : undefined;
}
