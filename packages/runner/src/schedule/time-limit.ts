import { FairlineError } from "@fairline/core";
import type { Instance } from "@fairline/plan";

/** The longest wait that a timer of Node.js takes, in milliseconds; a longer one would end at once. */
const longestMs = 2 ** 31 - 1;

/**
 * Does some work under an instance's time limit: gives it a signal that is aborted when `outer` is, or when the
 * limit is over.
 *
 * @throws FairlineError `STAGE_TIMEOUT` as the signal's reason, which the work is expected to throw.
 */
export async function withTimeLimit<T>(
  { id, timeoutMs }: Pick<Instance, "id" | "timeoutMs">,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const pass = (): void => {
    controller.abort(outer.reason);
  };
  outer.throwIfAborted();
  outer.addEventListener("abort", pass, { once: true });
  const callOff =
    timeoutMs === undefined
      ? undefined
      : after(timeoutMs, () => {
          controller.abort(timeoutError(id, timeoutMs));
        });
  try {
    return await work(controller.signal);
  } finally {
    callOff?.();
    outer.removeEventListener("abort", pass);
  }
}

/** Calls back once so many milliseconds have passed, however many they are; what it gives calls that off. */
function after(ms: number, call: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = (left: number): void => {
    const part = Math.min(left, longestMs);
    timer = setTimeout(() => {
      if (left > part) wait(left - part);
      else call();
    }, part);
  };
  wait(ms);
  return () => {
    clearTimeout(timer);
  };
}

function timeoutError(id: string, timeoutMs: number): FairlineError {
  const limit = `${String(timeoutMs / 1000)} s`;
  return new FairlineError("STAGE_TIMEOUT", `${id} took longer than its limit of ${limit}`, {
    hint: "Raise `timeout` where the work needs longer.",
  });
}
