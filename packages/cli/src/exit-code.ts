import { FairlineError } from "@fairline/core";

/** 0 done and gates pass; 1 a stage failed; 2 a gate failed; 3 pipeline or command line wrong; 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 3 | 130;

/** The exit code that an error ends the command with: 3 where what the user wrote is at fault. */
export function exitCodeOf(error: unknown): ExitCode {
  if (!(error instanceof FairlineError)) return 1;
  switch (error.code) {
    case "PIPELINE_INVALID":
    case "PIPELINE_UNREADABLE":
    case "OPTION_INVALID":
    case "PARAM_INVALID":
    case "EXPRESSION_SYNTAX":
    case "EXPRESSION_UNKNOWN":
    case "EXPRESSION_TYPE":
      return 3;
    case "CANCELLED":
      return 130;
    default:
      return 1;
  }
}
