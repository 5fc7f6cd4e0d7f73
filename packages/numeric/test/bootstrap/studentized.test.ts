import { studentizedInterval } from "@fairline/numeric";
import { describe, expect, it } from "vitest";

describe("studentizedInterval", () => {
  it("gives the case worked by hand", () => {
    // Away by -2 to 2 errors in hundredths of 4: the 5th and 95th of 101 are -1.8 and 1.8; of an error of .5, 0.9 either way.
    const replicates = Array.from({ length: 101 }, (_, i) => 10 + (i - 50) * 0.04);
    const { low, high } = studentizedInterval(
      { estimate: 10, standardError: 0.5, replicates, replicateErrors: replicates.map(() => 1) },
      0.9,
    );
    expect(low).toBeCloseTo(10 - 0.5 * 1.8, 12);
    expect(high).toBeCloseTo(10 + 0.5 * 1.8, 12);
  });

  it("reaches to the side from which replicates stay away", () => {
    const { low, high } = studentizedInterval(
      {
        estimate: 0,
        standardError: 1,
        replicates: [0, 1, 2, 3, 4],
        replicateErrors: [1, 1, 1, 1, 1],
      },
      0.5,
    );
    expect([low, high]).toEqual([-3, -1]);
  });

  it("leaves out replicates without an error, up to half of them", () => {
    const of = (replicateErrors: number[]): { low: number } =>
      studentizedInterval(
        { estimate: 0, standardError: 1, replicates: [5, 1, 1], replicateErrors },
        0.9,
      );
    expect(of([0, 1, 1]).low).toBe(-1);
    expect(of([0, 0, 1]).low).toBeNaN();
  });

  it("refuses a level outside (0, 1)", () => {
    expect(() =>
      studentizedInterval(
        { estimate: 0, standardError: 1, replicates: [1], replicateErrors: [1] },
        0,
      ),
    ).toThrow("level must be between 0 and 1, not 0");
  });
});
