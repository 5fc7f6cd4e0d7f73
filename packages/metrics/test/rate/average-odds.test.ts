import { describe, expect, it } from "vitest";
import { averageOdds } from "../../src/rate/average-odds.ts";
import { summaryOf } from "../summary.ts";

describe("averageOdds", () => {
  it("gives the case worked by hand", () => {
    // True positive rate 3/4, false positive rate 2/6.
    const counts = { n: 10, tp: 3, fp: 2, tn: 4, fn: 1 };
    expect(averageOdds.compute({ counts })).toBeCloseTo((3 / 4 + 1 / 3) / 2, 15);
    const found = averageOdds.estimate(summaryOf(counts), "wilson");
    expect(found.value).toBeCloseTo((3 / 4 + 1 / 3) / 2, 15);
    expect(found.interval(1.96).low).toBeLessThan(found.value);
    expect(found.interval(1.96).high).toBeGreaterThan(found.value);
  });

  it("is NaN with one label", () => {
    expect(averageOdds.compute({ counts: { n: 2, tp: 1, fp: 0, tn: 0, fn: 1 } })).toBeNaN();
  });
});
