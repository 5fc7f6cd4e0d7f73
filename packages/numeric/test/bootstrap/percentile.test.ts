import { percentileInterval } from "@fairline/numeric";
import { describe, expect, it } from "vitest";

describe("percentileInterval", () => {
  it("leaves the same share of replicates on either side", () => {
    const replicates = Float64Array.from({ length: 101 }, (_, i) => 100 - i);
    const { low, high } = percentileInterval(replicates, 0.9);
    expect(low).toBeCloseTo(5, 12);
    expect(high).toBeCloseTo(95, 12);
  });

  it("leaves out undefined replicates, up to half of them", () => {
    expect(percentileInterval([Number.NaN, 3, Number.NaN, 3], 0.9)).toEqual({ low: 3, high: 3 });
    expect(percentileInterval([Number.NaN, 3, Number.NaN], 0.9)).toEqual({
      low: Number.NaN,
      high: Number.NaN,
    });
    expect(percentileInterval([], 0.9)).toEqual({ low: Number.NaN, high: Number.NaN });
  });

  it("does not sort its argument", () => {
    const replicates = Float64Array.of(3, 1, 2);
    percentileInterval(replicates, 0.9);
    expect([...replicates]).toEqual([3, 1, 2]);
  });

  it.each([0, 1, 95])("refuses level %s", (level) => {
    expect(() => percentileInterval([1], level)).toThrow(
      `level must be between 0 and 1, not ${String(level)}`,
    );
  });
});
