import { portableExp } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectNear } from "../relative.ts";

describe("portableExp", () => {
  it("agrees with Math.exp within two units in the last place", () => {
    fc.assert(
      fc.property(fc.double({ min: -708, max: 709, noNaN: true }), (x) => {
        expectNear(portableExp(x), Math.exp(x), 4.5e-16);
      }),
      { numRuns: 2000 },
    );
  });

  it("agrees where the result has fewer digits than a double", () => {
    for (const x of [-709, -720, -740, -745]) {
      expect(Math.abs(portableExp(x) - Math.exp(x))).toBeLessThanOrEqual(5e-324);
    }
  });

  it("has the limits of the exponential", () => {
    expect([0, -Infinity, Infinity, -746, 710, Number.NaN].map(portableExp)).toEqual([
      1,
      0,
      Infinity,
      0,
      Infinity,
      Number.NaN,
    ]);
  });
});
