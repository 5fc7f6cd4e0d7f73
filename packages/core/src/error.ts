import type { FileProblems } from "./diagnostic.ts";

/**
 * Machine-readable reasons for a failure that a user can mend. Stable: scripts match on them.
 *
 * - `PIPELINE_*`: the pipeline file or the command line is wrong; nothing ran (exit 3).
 * - `EXPRESSION_*`: an expression in the pipeline file is wrong in itself (exit 3).
 * - `COLUMN_*`, `ROLE_*`, `VALUE_*`, `ROWS_*`, `GROUP_*`, `LENGTH_*`: what the data says (exit 1).
 * - the rest: files, stores, backends and processes.
 */
export type ErrorCode =
  | "PIPELINE_INVALID"
  | "PIPELINE_UNREADABLE"
  | "OPTION_INVALID"
  | "PARAM_INVALID"
  | "EXPRESSION_SYNTAX"
  | "EXPRESSION_UNKNOWN"
  | "EXPRESSION_TYPE"
  | "COLUMN_MISSING"
  | "COLUMN_DUPLICATE"
  | "COLUMN_TYPE"
  | "ROLE_MISSING"
  | "ROLE_AMBIGUOUS"
  | "VALUE_INVALID"
  | "VALUE_MISSING"
  | "ROWS_EMPTY"
  | "GROUP_EMPTY"
  | "LENGTH_MISMATCH"
  | "SPLIT_MISSING"
  | "TASK_UNSUPPORTED"
  | "FILE_MISSING"
  | "FILE_INVALID"
  | "CHECKSUM_MISMATCH"
  | "DOWNLOAD_FAILED"
  | "ARTIFACT_INVALID"
  | "BACKEND_UNAVAILABLE"
  | "BACKEND_FAILED"
  | "STEP_UNSUPPORTED"
  | "STEP_IMPURE"
  | "TRAINING_DIVERGED"
  | "MEMORY_SHORT"
  | "COMMAND_FAILED"
  | "STAGE_CRASHED"
  | "STAGE_TIMEOUT"
  | "STORE_INCOMPATIBLE"
  | "STORE_UNWRITABLE"
  | "STORE_DAMAGED"
  | "CANCELLED";

/** Where in the user's files a failure lies. Lines and columns count from 1. */
export interface ErrorLocation {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** Options of {@link FairlineError}. */
export interface FairlineErrorOptions extends ErrorOptions {
  /** What the user can do next: an imperative sentence, or the valid names. */
  readonly hint?: string;
  /** The place to look at, where one is known. */
  readonly at?: ErrorLocation;
  /** Every problem of the files that are wrong, each at its location, where the error is about such. */
  readonly problems?: FileProblems;
}

/**
 * The one error class that crosses a package boundary: a user's mistake or a failure they can act on.
 *
 * Anything else that escapes a stage is a bug in that stage.
 */
export class FairlineError extends Error {
  override readonly name = "FairlineError";
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly at: ErrorLocation | undefined;
  readonly problems: FileProblems | undefined;

  constructor(code: ErrorCode, message: string, options: FairlineErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.hint = options.hint;
    this.at = options.at;
    this.problems = options.problems;
  }
}

/**
 * Fails the type check when a closed union is not switched on exhaustively.
 *
 * @throws Error always: reaching it at run time is our bug.
 */
export function unreachable(value: never): never {
  throw new Error(`unreachable case: ${JSON.stringify(value)}`);
}
