import { existsSync, mkdirSync, rmSync } from "node:fs";
import type { ArtifactKind, Codec, Stage, StageContext } from "@fairline/core";
import type { JobInput, JobObserver, StageJob } from "./executor.ts";

/** Where the process that runs a job finds stages and codecs. */
export interface JobSources {
  /** Loads a stage by what `uses:` says; `module` is the absolute path of a third party's module. */
  readonly stages: (uses: string, module: string | undefined) => Promise<Stage>;
  readonly codecs: ReadonlyMap<ArtifactKind, Codec>;
}

/**
 * Runs a stage in this process: reads its inputs, calls it, writes its outputs, removes its scratch directory.
 *
 * @throws Error (a bug in the stage) where its outputs are not those that it declares.
 */
export async function performJob(
  job: StageJob,
  sources: JobSources,
  observer: JobObserver,
  signal: AbortSignal,
): Promise<void> {
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
  const outputs = await stage.run({
    inputs,
    params: job.params,
    context: contextOf(job, observer, signal),
  });
  signal.throwIfAborted();
  for (const { port, kind, path } of job.outputs) {
    const value = outputs[port];
    if (value === undefined) throw new Error(`stage ${stage.name} gave no output "${port}"`);
    // The codec of a kind writes what stages of that kind give: the contract of `Codec`.
    await codecOf(kind, sources.codecs).write(value as never, path);
    if (!existsSync(path)) throw new Error(`nothing was written for output "${port}"`);
  }
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
