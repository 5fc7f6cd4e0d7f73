import { FairlineError } from "@fairline/core";
import { describe, expect, it } from "vitest";
import { failureOf } from "../src/failure.ts";

describe("a failure", () => {
  it("keeps what the error said", () => {
    const error = new FairlineError("ROWS_EMPTY", "no rows", { hint: "Give some." });
    expect(failureOf(error)).toEqual({
      code: "ROWS_EMPTY",
      message: "no rows",
      hint: "Give some.",
    });
  });
});
