import { appendFileSync } from "node:fs";
import { dirname } from "node:path";
import { ignoreSystemErrors, isDiskFull, storeError } from "@fairline/store/disk";
import type { JobObserver, WorkerJob } from "./executor.ts";
import { failureOf } from "../failure.ts";
import { performJob } from "./perform.ts";
import type { JobSources } from "./perform.ts";
import type { FromWorker, ToWorker } from "./worker-message.ts";

/** Progress is told at most this often. */
const progressMs = 100;

/**
 * Makes this process a worker: it runs the stages that its parent sends, one at a time, until the parent
 * disconnects. What a stage prints goes to the log of its instance.
 */
export function serveWorker(sources: JobSources): void {
  const state: { log: string | undefined; controller: AbortController } = {
    log: undefined,
    controller: new AbortController(),
  };
  redirect(process.stdout, () => state.log);
  redirect(process.stderr, () => state.log);
  process.on("disconnect", endGroup);
  process.on("message", (message: ToWorker) => {
    if (message.type === "cancel") {
      state.controller.abort();
      return;
    }
    state.log = message.job.log;
    state.controller = new AbortController();
    void answer(message.job, sources, state.controller.signal).then((reply) => {
      state.log = undefined;
      send(reply);
    });
  });
}

/** Ends this process, the leader of its group, with all that stages have left running: nobody else may be there to. */
function endGroup(): void {
  // It may lead no group, or the system may know none.
  ignoreSystemErrors(() => process.kill(-process.pid, "SIGKILL"));
  process.exit(0);
}

async function answer(
  job: WorkerJob,
  sources: JobSources,
  signal: AbortSignal,
): Promise<FromWorker> {
  const restore = setEnvironment(job.type === "stage" ? job.env : {});
  try {
    await performJob(job, sources, observer(), signal);
    return { type: "done" };
  } catch (error) {
    const isFull = isDiskFull(error) && job.type === "stage";
    return {
      type: "failed",
      failure: failureOf(isFull ? storeError(error, dirname(job.scratch)) : error),
    };
  } finally {
    restore();
  }
}

function observer(): JobObserver {
  let last = -Infinity;
  return {
    progress: (done, total, note) => {
      const now = performance.now();
      if (now - last < progressMs && done < total) return;
      last = now;
      send({ type: "progress", done, total, note });
    },
    log: (level, message) => {
      send({ type: "log", level, message });
    },
  };
}

function send(message: FromWorker): void {
  process.send?.(message);
}

/** Sets variables for one job. */
function setEnvironment(env: Readonly<Record<string, string>>): () => void {
  const before = Object.keys(env).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, env);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  };
}

/** Sends what is written to a stream to the current log, at once, so that nothing is lost when the process dies. */
function redirect(stream: NodeJS.WriteStream, log: () => string | undefined): void {
  const original = stream.write.bind(stream);
  const write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    const path = log();
    // The parameters are those that the stream was written with.
    if (path === undefined) return original(chunk, ...(rest as []));
    appendFileSync(path, chunk);
    const callback = rest.at(-1);
    if (typeof callback === "function") process.nextTick(callback);
    return true;
  };
  stream.write = write;
}
