import { stableOrder } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("stableOrder", () => {
  it("gives positions by ascending value, equal ones in the order that they had", () => {
    expect([...stableOrder(Float64Array.of(0.5, 0.1, 0.5, 0))]).toEqual([3, 1, 0, 2]);
    expect([...stableOrder(Float64Array.of(0.5, 0.1, 0.5, 0), Uint32Array.of(2, 1, 0, 3))]).toEqual(
      [3, 1, 2, 0],
    );
    expect([...stableOrder(Float64Array.of(0, -0, 0))]).toEqual([0, 1, 2]);
    expect([...stableOrder(new Float64Array(0))]).toEqual([]);
  });

  it("is a stable sort by comparison", () => {
    const value = fc.oneof(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat({ max: 4 }),
      fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
    );
    fc.assert(
      fc.property(fc.array(value, { maxLength: 60 }), (list) => {
        const expected = [...list.keys()].sort((i, j) => list[i]! - list[j]!);
        expect([...stableOrder(Float64Array.from(list))]).toEqual(expected);
      }),
    );
  });
});
