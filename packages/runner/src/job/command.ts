import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { constants } from "node:os";
import { FairlineError } from "@fairline/core";
import type { CommandJob } from "./executor.ts";
import { lastLines } from "./log-tail.ts";
import { signalGroup, stopOnAbort } from "./process-group.ts";

interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/**
 * Runs a command in a process group of its own, its input closed and its output appended to the log.
 *
 * @throws FairlineError `COMMAND_FAILED` where it cannot start or does not exit with 0, `STAGE_CRASHED`
 *   where a signal ended it or it exited with 75 (`EX_TEMPFAIL`), and the signal's reason where it was aborted.
 */
export async function runCommand(
  job: CommandJob,
  signal: AbortSignal,
  kill: AbortSignal | undefined,
): Promise<void> {
  signal.throwIfAborted();
  const log = openSync(job.log, "a");
  let child: ChildProcess;
  try {
    child = start(job, log);
  } finally {
    closeSync(log);
  }
  const release = stopOnAbort(
    child,
    () => {
      signalGroup(child, "SIGTERM");
    },
    { signal, kill },
  );
  try {
    const exit = await exitOf(child, job);
    // What the command left running in its group must not write on.
    signalGroup(child, "SIGKILL");
    if (signal.aborted) throw signal.reason;
    if (exit.code !== 0) throw exitError(exit, job);
  } finally {
    release();
  }
}

/** The signal that a shell tells of by its exit code, 128 and the signal's number: of those that end a process from outside. */
function signalOf(code: number | null): NodeJS.Signals | undefined {
  return CRASHES.find((name) => code === 128 + constants.signals[name]);
}

/** Out of memory, a broken address, an abort, a machine that shuts down. */
const CRASHES = ["SIGKILL", "SIGSEGV", "SIGBUS", "SIGABRT", "SIGTERM", "SIGHUP"] as const;

function start(job: CommandJob, log: number): ChildProcess {
  const options = {
    cwd: job.cwd,
    env: job.env,
    stdio: ["ignore", log, log] as ["ignore", number, number],
    detached: true,
  };
  const [program = "", ...args] = job.command;
  return spawn(program, args, options);
}

function exitOf(child: ChildProcess, job: CommandJob): Promise<Exit> {
  return new Promise((resolve, reject) => {
    child.once("exit", (code, signal) => {
      resolve({ code, signal });
    });
    child.once("error", (cause) => {
      reject(
        new FairlineError(
          "COMMAND_FAILED",
          `"${job.command[0] ?? ""}" could not be started: ${cause.message}`,
          {
            hint: "Install the program, or write its path; it is searched for on PATH.",
            cause,
          },
        ),
      );
    });
  });
}

function exitError({ code, signal }: Exit, { log, isShell }: CommandJob): FairlineError {
  const cause = lastLines(log, code ?? undefined);
  if (signal !== null || code === 75) {
    const how = signal === null ? "exited with 75 (a temporary failure)" : `was ended by ${signal}`;
    return new FairlineError("STAGE_CRASHED", `the command ${how}`, { cause });
  }
  const killed = isShell ? signalOf(code) : undefined;
  if (killed !== undefined) {
    const what = `a process of the command was ended by ${killed} (its shell exited with ${String(code)})`;
    return new FairlineError("STAGE_CRASHED", what, { cause });
  }
  return new FairlineError("COMMAND_FAILED", `the command exited with ${String(code)}`, {
    hint: "Its last lines are shown; its whole output is in the log.",
    cause,
  });
}
