import { FairlineError } from "@fairline/core";
import type { Failure } from "./event.ts";

/** An error as plain data; anything but a FairlineError is a bug, with its stack. */
export function failureOf(error: unknown): Failure {
  if (error instanceof FairlineError) {
    const { code, message, hint, at } = error;
    const { details, exitCode } = detailsOf(error.cause);
    return {
      code,
      message,
      ...(hint === undefined ? {} : { hint }),
      ...(at === undefined ? {} : { at }),
      ...(details === undefined ? {} : { details }),
      ...(exitCode === undefined ? {} : { exitCode }),
    };
  }
  if (error instanceof Error) {
    return { code: "BUG", message: error.message, details: stackOf(error) };
  }
  return { code: "BUG", message: `a value that is no error was thrown: ${String(error)}` };
}

/** The stack of an error, and those of the errors behind it. */
function stackOf(error: Error): string {
  const own = error.stack ?? error.message;
  return error.cause instanceof Error ? `${own}\nCaused by: ${stackOf(error.cause)}` : own;
}

/** The error that a failure was made from: `failureOf(errorOf(failure))` equals the failure. */
export function errorOf(failure: Failure): Error {
  const { code, message, hint, at, details, exitCode } = failure;
  if (code === "BUG") {
    const error = new Error(message);
    if (details !== undefined) error.stack = details;
    return error;
  }
  return new FairlineError(code, message, {
    ...(hint === undefined ? {} : { hint }),
    ...(at === undefined ? {} : { at }),
    ...(details === undefined ? {} : { cause: new AttemptDetails(details, exitCode) }),
  });
}

/** The last lines that an attempt printed, as the cause of its failure, and the code that its command exited with. */
export class AttemptDetails extends Error {
  override readonly name = "AttemptDetails";
  readonly exitCode: number | undefined;

  constructor(lines: string, exitCode?: number) {
    super(lines);
    this.exitCode = exitCode;
  }
}

function detailsOf(cause: unknown): Pick<Failure, "details" | "exitCode"> {
  if (!(cause instanceof AttemptDetails)) return {};
  const { message: details, exitCode } = cause;
  return exitCode === undefined ? { details } : { details, exitCode };
}
