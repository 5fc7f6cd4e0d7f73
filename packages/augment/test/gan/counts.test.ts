import { describe, expect, it } from "vitest";
import { apportionedCounts, missingCounts } from "../../src/gan/counts.ts";

describe("apportionedCounts", () => {
  it("gives the counts worked by hand", () => {
    // Half of 9 rows is 5 (4.5 rounded): 5 * 5/9 = 2.8, 5 * 3/9 = 1.7, 5 * 1/9 = .6; 2, 1, 0 and two more for the largest remainders.
    expect([...apportionedCounts(Float64Array.of(5, 3, 1), 0.5)]).toEqual([3, 2, 0]);
    expect([...apportionedCounts(Float64Array.of(4, 4), 2)]).toEqual([8, 8]);
  });
});

describe("missingCounts", () => {
  it("fills up to the largest", () => {
    expect([...missingCounts(Float64Array.of(5, 3, 5))]).toEqual([0, 2, 0]);
  });
});
