import { createRandom } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quantileEdges } from "../src/bins/quantile-edges.ts";
import { exactSum, roundingConstant } from "../src/exact-sum.ts";
import { shuffled } from "./world.ts";

const edges = (
  values: readonly number[],
  maxBins: number,
  weights?: readonly number[],
): number[] => [
  ...quantileEdges(
    Float64Array.from(values),
    weights === undefined ? undefined : Float64Array.from(weights),
    maxBins,
  ),
];

describe("quantileEdges", () => {
  it("gives each value a bin where there are few, with edges halfway", () => {
    expect(edges([3, 1, 1, 7, Number.NaN], 255)).toEqual([2, 5]);
    expect(edges([1, 3, 7], 3)).toEqual([2, 5]);
  });

  it("gives no edge for one value, or none", () => {
    expect(edges([4, 4], 255)).toEqual([]);
    expect(edges([Number.NaN], 255)).toEqual([]);
    expect(edges([1, 2, 3], 1)).toEqual([]);
  });

  it("fills bins with about equal numbers of rows", () => {
    const values = Array.from({ length: 100 }, (_, row) => row);
    expect(edges(values, 4)).toEqual([24.5, 49.5, 74.5]);
  });

  /*
   * Twelve rows for three bins: 5 has six, more than a bin's four, and a bin of its own. The other six are for two bins of
   * three: 1 2 3 before it, and after it what is left.
   */
  it("gives a value that alone weighs a bin one of its own", () => {
    expect(edges([1, 2, 3, 5, 5, 5, 5, 5, 5, 6, 7, 8], 3)).toEqual([4, 5.5]);
  });

  it("counts a row of weight k for k rows, and one of weight 0 for none", () => {
    const values = [1, 2, 3, 5, 6, 7, 8, 9];
    const weights = [1, 1, 1, 6, 1, 1, 1, 0];
    expect(edges(values, 3, weights)).toEqual([4, 5.5]);
  });

  it("does not depend on the order of the rows, whatever they weigh", () => {
    const property = fc.property(
      fc.integer().map(String),
      fc.integer({ min: 2, max: 20 }),
      (seed, bins) => {
        const random = createRandom(seed);
        const rows = Array.from(
          { length: 60 },
          () => [random.integer(40), random.uniform()] as const,
        );
        const moved = shuffled(random, rows.length).map((row) => rows[row]!);
        const of = (pairs: typeof rows): number[] =>
          edges(
            pairs.map(([value]) => value),
            bins,
            pairs.map(([, weight]) => weight),
          );
        expect(of(moved)).toEqual(of(rows));
      },
    );
    fc.assert(property);
  });

  it("ascends, has at most one edge fewer than bins, and tells neighbouring floats apart", () => {
    const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
      minLength: 1,
      maxLength: 50,
    });
    const property = fc.property(values, fc.integer({ min: 1, max: 60 }), (column, bins) => {
      const found = edges(column, bins);
      expect(found.length).toBeLessThan(bins);
      for (let i = 1; i < found.length; i++) expect(found[i]).toBeGreaterThan(found[i - 1]!);
      const distinct = new Set(column.map((value) => value + 0)).size;
      if (distinct <= bins) expect(found).toHaveLength(distinct - 1);
    });
    fc.assert(property);
    expect(edges([1, 1 + 2 ** -52], 2)).toEqual([1]);
    expect(edges([-Number.MAX_VALUE, Number.MAX_VALUE], 2)).toEqual([0]);
  });
});

describe("exactSum", () => {
  const numbers = fc.array(fc.double({ min: -1e12, max: 1e12, noNaN: true }), { maxLength: 60 });

  it("has the same bits in every order", () => {
    const property = fc.property(numbers, fc.integer().map(String), (values, seed) => {
      const moved = shuffled(createRandom(seed), values.length).map((place) => values[place]!);
      expect(exactSum(Float64Array.from(moved))).toBe(exactSum(Float64Array.from(values)));
    });
    fc.assert(property);
  });

  it("is off by at most 2^-52 of the largest number times the square of their count", () => {
    // Numbers are multiples of 2^-10 below 2^40, of which 60 have an exact sum as they are.
    const exact = fc.array(fc.integer({ min: -(2 ** 50), max: 2 ** 50 }), { maxLength: 60 });
    const property = fc.property(exact, (values) => {
      const scaled = Float64Array.from(values, (value) => value / 1024);
      const total = values.reduce((sum, value) => sum + BigInt(value), 0n);
      const largest = Math.max(0, ...scaled.map(Math.abs));
      const bound = 2 ** -51 * largest * values.length ** 2;
      expect(Math.abs(exactSum(scaled) - Number(total) / 1024)).toBeLessThanOrEqual(bound);
    });
    fc.assert(property);
  });

  it("is 0 for no numbers, and for zeros", () => {
    expect(exactSum(new Float64Array())).toBe(0);
    expect(exactSum(new Float64Array(3))).toBe(0);
  });

  it("keeps tiny numbers among their like", () => {
    expect(exactSum(Float64Array.of(1e-300, 1e-300)) / 1e-300).toBeCloseTo(2, 12);
  });
});

describe("roundingConstant", () => {
  it("leaves a part and the rest of a sum to add up to the whole, exactly", () => {
    const values = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
      minLength: 2,
      maxLength: 80,
    });
    const property = fc.property(values, fc.nat(), (numbers, at) => {
      const constant = roundingConstant(1, numbers.length);
      const rounded = numbers.map((value) => value + constant - constant);
      const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0);
      const cut = at % numbers.length;
      expect(sum(rounded) - sum(rounded.slice(0, cut))).toBe(sum(rounded.slice(cut)));
    });
    fc.assert(property);
  });
});
