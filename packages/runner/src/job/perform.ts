import { existsSync, mkdirSync, rmSync } from "node:fs";
import { FairlineError } from "@fairline/core";
import type { ArtifactKind, Codec, Stage, StageContext } from "@fairline/core";
import { isDiskFull } from "@fairline/store/disk";
import type { JobInput, JobObserver, JobOutput, StageJob, WorkerJob } from "./executor.ts";

/** What running a stage needs of it. */
type Runnable = Pick<Stage, "name" | "run">;

/** Where the process that runs a job finds stages and codecs. */
export interface JobSources {
  /** Loads a stage by what `uses:` says; `module` is the absolute path of a third party's module. */
  readonly stages: (uses: string, module: string | undefined) => Promise<Runnable>;
  readonly codecs: ReadonlyMap<ArtifactKind, Codec>;
}

/**
 * Does a job in this process. For a stage: reads its inputs, calls it, writes its outputs, removes its scratch directory.
 *
 * @throws FairlineError what a codec throws, and the stage's own; Error (a bug in the stage) where its outputs are not those
 *   that it declares.
 */
export async function performJob(
  job: WorkerJob,
  sources: JobSources,
  observer: JobObserver,
  signal: AbortSignal,
): Promise<void> {
  if (job.type === "check") {
    const codec = codecOf(job.output.kind, sources.codecs);
    await (codec.check ?? codec.read)(job.output.path);
    return;
  }
  try {
    await runAndWrite(job, sources, observer, signal);
  } finally {
    // Here and not in the runner's process, which has every worker's files to store.
    rmSync(job.scratch, { recursive: true, force: true });
  }
}

async function runAndWrite(
  job: StageJob,
  sources: JobSources,
  observer: JobObserver,
  signal: AbortSignal,
): Promise<void> {
  const stage = await sources.stages(job.uses, job.module);
  const inputs: Record<string, unknown> = {};
  for (const input of job.inputs) inputs[input.port] = await readInput(input, sources.codecs);
  const outputs: unknown = await stage.run({
    inputs,
    params: job.params,
    context: contextOf(job, observer, signal),
  });
  signal.throwIfAborted();
  requireDeclared(outputs, job.outputs, stage);
  for (const output of job.outputs) {
    await writeOutput(output, outputs[output.port], { stage, codecs: sources.codecs });
  }
}

/** A stage of a third party in JavaScript may give anything. */
function requireDeclared(
  given: unknown,
  declared: readonly JobOutput[],
  { name }: Runnable,
): asserts given is Readonly<Record<string, unknown>> {
  if (typeof given !== "object" || given === null) {
    throw new Error(`stage ${name} gave ${String(given)}, and not its outputs by port`);
  }
  const ports = new Set(declared.map(({ port }) => port));
  for (const port of Object.keys(given)) {
    if (!ports.has(port)) {
      throw new Error(`stage ${name} gave an output "${port}", which it does not declare`);
    }
  }
}

async function writeOutput(
  { port, kind, path }: JobOutput,
  value: unknown,
  { stage, codecs }: { readonly stage: Runnable; readonly codecs: JobSources["codecs"] },
): Promise<void> {
  if (value === undefined) throw new Error(`stage ${stage.name} gave no output "${port}"`);
  try {
    // The codec of a kind writes what stages of that kind give: the contract of `Codec`.
    await codecOf(kind, codecs).write(value as never, path);
  } catch (cause) {
    if (cause instanceof FairlineError || isDiskFull(cause)) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = `stage ${stage.name} gave an output "${port}" that is no ${kind}: ${why}`;
    throw new Error(message, { cause });
  }
  if (!existsSync(path)) throw new Error(`nothing was written for output "${port}"`);
}

async function readInput(
  input: JobInput,
  codecs: ReadonlyMap<ArtifactKind, Codec>,
): Promise<unknown> {
  const codec = codecOf(input.kind, codecs);
  if ("path" in input) return await codec.read(input.path);
  return await Promise.all(
    input.members.map(async ({ point, path }) => ({ point, value: await codec.read(path) })),
  );
}

/** The codec of a kind. */
export function codecOf(kind: ArtifactKind, codecs: ReadonlyMap<ArtifactKind, Codec>): Codec {
  const codec = codecs.get(kind);
  if (codec === undefined) throw new Error(`there is no codec for artifacts of kind ${kind}`);
  return codec;
}

function contextOf(job: StageJob, observer: JobObserver, signal: AbortSignal): StageContext {
  return {
    seed: job.seed,
    signal,
    get scratch() {
      mkdirSync(job.scratch, { recursive: true });
      return job.scratch;
    },
    get checkpoints() {
      if (job.checkpoints !== undefined) mkdirSync(job.checkpoints, { recursive: true });
      return job.checkpoints;
    },
    backend: job.backend,
    cpus: job.cpus,
    files: job.files,
    values: job.values,
    lineage: job.lineage,
    progress: (done, total, note = "") => {
      observer.progress(done, total, note);
    },
    log: (level, message) => {
      observer.log(level, message);
    },
  };
}
