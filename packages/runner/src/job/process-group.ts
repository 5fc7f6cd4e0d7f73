import type { ChildProcess } from "node:child_process";
import { errorCode } from "@fairline/store";

/** How long work that was asked to stop may take before it is killed. */
export const graceMs = 1_500;

/** Sends a signal to a process and all its descendants; the child must have been started `detached`. */
export function signalGroup(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // The group is gone, or the system knows no groups.
    if (errorCode(error) !== "ESRCH") child.kill(signal);
  }
}

/**
 * Stops a child when a signal is aborted: asks first, kills its group after {@link graceMs}, or at once
 * when `kill` is aborted.
 *
 * @returns Ends the watch; call it when the child has exited.
 */
export function stopOnAbort(
  child: ChildProcess,
  ask: () => void,
  signals: { readonly signal: AbortSignal; readonly kill: AbortSignal | undefined },
): () => void {
  const { signal, kill } = signals;
  let timer: NodeJS.Timeout | undefined;
  const killNow = (): void => {
    signalGroup(child, "SIGKILL");
  };
  const stop = (): void => {
    ask();
    timer = setTimeout(killNow, graceMs);
  };
  if (signal.aborted) stop();
  else signal.addEventListener("abort", stop, { once: true });
  if (kill?.aborted === true) killNow();
  else kill?.addEventListener("abort", killNow, { once: true });
  return () => {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
    kill?.removeEventListener("abort", killNow);
  };
}
