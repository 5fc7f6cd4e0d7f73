import { FairlineError } from "@fairline/core";

/** The refusal of a value that is missing where one is needed. */
export function missingValue(column: string, row: number): FairlineError {
  return new FairlineError(
    "VALUE_MISSING",
    `column "${column}" is null in row ${String(row + 1)}`,
    { hint: "Drop or impute missing values in a clean stage." },
  );
}
