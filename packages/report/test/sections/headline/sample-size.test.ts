import { describe, expect, it } from "vitest";
import { sampleSizeSentence } from "../../../src/sections/headline/sample-size.ts";
import { about } from "../../worlds.ts";

describe("sampleSizeSentence", () => {
  it("says how many rows there are, of which split, and what they hold", () => {
    const one = { ...about, splits: { test: 6000 }, label: "repaid", positive: "1" };
    expect(sampleSizeSentence([one, one], "test")).toBe(
      "6,000 rows of the split test. Label “repaid”, positive class “1”.",
    );
  });

  it("says the fewest and the most where artifacts differ, and no split where there is none", () => {
    const of = (rows: number): typeof about => ({ ...about, splits: { all: rows }, label: null });
    expect(sampleSizeSentence([of(933), of(585), of(1)], "all")).toBe(
      "1 to 933 rows. Positive class “>50K”.",
    );
    expect(sampleSizeSentence([of(1)], "all")).toBe("1 row. Positive class “>50K”.");
  });

  it("leaves out what the artifact does not say", () => {
    expect(
      sampleSizeSentence([{ ...about, splits: {}, label: null, positive: null }], "test"),
    ).toBe("");
  });
});
