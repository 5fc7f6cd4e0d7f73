import type { DiagnosticCode } from "../diagnostics/diagnostic.ts";

/** Why an expression has no value. Caught where the place is known; never leaves the loading. */
export class ExpressionError extends Error {
  readonly code: DiagnosticCode;
  readonly hint: string | undefined;
  /** The part of the text to underline; all of the expression where undefined. */
  readonly part: string | undefined;

  constructor(code: DiagnosticCode, message: string, rest: { hint?: string; part?: string } = {}) {
    super(message);
    this.code = code;
    this.hint = rest.hint;
    this.part = rest.part;
  }
}

/** An expression uses a value that is broken, which was reported where it stands. */
export class BrokenValueError extends Error {}
