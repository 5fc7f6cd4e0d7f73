import { describe, expect, it } from "vitest";
import { errorRatio } from "../../src/rate/error-ratio.ts";
import { meanResidual } from "../../src/rate/mean-residual.ts";
import { summaryOf } from "../summary.ts";

const counts = { n: 10, tp: 3, fp: 2, tn: 4, fn: 1 };

describe("errorRatio", () => {
  it("gives the case worked by hand, and 0 where no positive row is missed", () => {
    expect(errorRatio.compute({ counts })).toBe(1 / 2);
    expect(errorRatio.compute({ counts: { ...counts, fn: 0 } })).toBe(0);
  });

  it("is NaN, not infinite, where no negative row is selected", () => {
    expect(errorRatio.compute({ counts: { ...counts, fp: 0 } })).toBeNaN();
    expect(errorRatio.compute({ counts: { ...counts, fp: 0, fn: 0 } })).toBeNaN();
  });
});

describe("meanResidual", () => {
  it("gives the case worked by hand", () => {
    // Labels of 4, predictions of 5 of 10 rows are positive.
    expect(meanResidual.compute({ counts })).toBe(-0.1);
  });

  it("is not certain where there are no errors", () => {
    const found = meanResidual.estimate(summaryOf({ n: 10, tp: 5, fp: 0, tn: 5, fn: 0 }), "wilson");
    expect(found.value).toBe(0);
    expect(found.interval(1.96).low).toBeCloseTo(-found.interval(1.96).high, 10);
    expect(found.interval(1.96).high).toBeGreaterThan(0.1);
  });
});
