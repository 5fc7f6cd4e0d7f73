import { FairlineError } from "@fairline/core";
import type { ErrorCode, FairlineErrorOptions } from "@fairline/core";
import type { TextPlace } from "./expression.ts";

/** A {@link FairlineError} that knows which part of an expression is wrong. */
export class ExpressionError extends FairlineError {
  /** The part to underline, inside the expression's text. */
  readonly place: TextPlace;

  constructor(code: ErrorCode, message: string, place: TextPlace, options?: FairlineErrorOptions) {
    super(code, message, options);
    this.place = place;
  }
}
