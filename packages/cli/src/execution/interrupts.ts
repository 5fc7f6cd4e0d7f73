/** What Ctrl+C does while stages run. */
export interface Interrupts {
  /** Aborted by the first signal: running stages are asked to stop. */
  readonly cancel: AbortSignal;
  /** Aborted by the second: they are killed. */
  readonly kill: AbortSignal;
  /** Gives the signals back. */
  readonly release: () => void;
}

/** Somewhere that signals arrive: the process. */
export interface SignalSource {
  on(signal: InterruptSignal, listener: () => void): unknown;
  off(signal: InterruptSignal, listener: () => void): unknown;
}

/** Ctrl+C, `kill`, a terminal that closes or a lost connection, Ctrl+\\. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const;
type InterruptSignal = (typeof SIGNALS)[number];

/**
 * Takes the signals that ask a process to end: the first cancels, the second kills.
 *
 * @param say - Tells the user what happens now.
 */
export function takeInterrupts(source: SignalSource, say: (text: string) => void): Interrupts {
  const cancel = new AbortController();
  const kill = new AbortController();
  const interrupt = (): void => {
    if (!cancel.signal.aborted) {
      cancel.abort();
      say("Stopping: running stages are asked to end. Press Ctrl+C again to kill them.");
    } else if (!kill.signal.aborted) {
      kill.abort();
      say("Killing what still runs.");
    }
  };
  for (const signal of SIGNALS) source.on(signal, interrupt);
  return {
    cancel: cancel.signal,
    kill: kill.signal,
    release: () => {
      for (const signal of SIGNALS) source.off(signal, interrupt);
    },
  };
}
