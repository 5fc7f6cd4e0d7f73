import { describe, expect, it } from "vitest";
import { largest, smallest } from "../../src/summary/extremes.ts";

describe("smallest and largest", () => {
  it("are values of the list, wherever they stand", () => {
    expect(smallest([3, -2, 5])).toBe(-2);
    expect(largest([3, -2, 5])).toBe(5);
    expect(largest(Float64Array.of(-3, -2, -5))).toBe(-2);
    expect(smallest(Float64Array.of(3, 2, 5))).toBe(2);
  });

  it("are infinite for none", () => {
    expect(smallest([])).toBe(Infinity);
    expect(largest([])).toBe(-Infinity);
  });

  it("take more values than a call takes arguments", () => {
    const many = Float64Array.from({ length: 500_000 }, (_, i) => i);
    expect([smallest(many), largest(many)]).toEqual([0, 499_999]);
  });
});
