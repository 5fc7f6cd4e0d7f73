import { cross } from "@fairline/arrow";
import type { Partition } from "@fairline/arrow";
import { createRandom } from "@fairline/numeric";
import { decisionRows } from "@fairline/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { equalSizes, independentSizes } from "../src/class-sizes.ts";
import { drawCounts } from "../src/resample.ts";
import { classes, seen } from "./classes.ts";

function sizesAfter(own: Partition, counts: Uint32Array): number[] {
  const sizes = own.groups.map(() => 0);
  for (const [row, code] of own.codes.entries()) sizes[code]! += counts[row]!;
  return sizes;
}

describe("equalSizes", () => {
  it("asks for the largest class when rows are added and the smallest when they are left out", () => {
    const own = classes([0, 0, 0, 1, 2, 2], 3);
    expect([...equalSizes(own, "over")]).toEqual([3, 3, 3]);
    expect([...equalSizes(own, "under")]).toEqual([1, 1, 1]);
  });
});

describe("independentSizes", () => {
  // Group a: 6 rows with label 1 and 2 with 0; group b: 1 with 1 and 3 with 0. n = 12, n(a) = 8, n(1) = 7.
  const group = classes([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1], 2);
  const label = classes([1, 1, 1, 1, 1, 1, 0, 0, 1, 0, 0, 0], 2);
  const pair = cross(group, label);

  it("gives the sizes worked by hand when rows are added", () => {
    // Expected: a1 8*7/12 = 4.667, a0 3.333, b1 2.333, b0 1.667. Sizes over expected: 6/4.667 = 1.286, .6, .429, 1.8.
    // The largest is 1.8 (b0): 1.8 times the expected sizes is 8.4, 6, 4.2, 3, rounded 8, 6, 4, 3; in the order of the pairs,
    // a0 a1 b0 b1, that is 6, 8, 3, 4.
    expect(pair.groups.map(({ name }) => name)).toEqual(["a × a", "a × b", "b × a", "b × b"]);
    expect([...independentSizes({ group, label }, pair, "over")]).toEqual([6, 8, 3, 4]);
  });

  it("gives the sizes worked by hand when rows are left out", () => {
    // The smallest is 3/7 (b1): 3/7 times the expected sizes is 2, 1.43, 1, .71, rounded 2, 1, 1, 1: for a0 a1 b0 b1 1, 2, 1, 1.
    expect([...independentSizes({ group, label }, pair, "under")]).toEqual([1, 2, 1, 1]);
  });

  it("never asks for fewer rows than there are when adding, or for more or none when leaving out", () => {
    fc.assert(
      fc.property(decisionRows(), (rows) => {
        const both = { group: seen(rows.group), label: seen(rows.label) };
        const own = cross(both.group, both.label);
        const sizes = sizesAfter(own, new Uint32Array(own.codes.length).fill(1));
        const over = independentSizes(both, own, "over");
        const under = independentSizes(both, own, "under");
        for (const [p, size] of sizes.entries()) {
          expect(over[p]).toBeGreaterThanOrEqual(size);
          expect(under[p]).toBeLessThanOrEqual(size);
          expect(under[p]).toBeGreaterThanOrEqual(1);
        }
      }),
    );
  });

  it("makes the odds of the label the same in every group, up to whole rows", () => {
    fc.assert(
      fc.property(decisionRows({ groups: 2 }), (rows) => {
        // Every pair 20 times and more, so that rounding to whole rows is small.
        const many = <T>(values: Iterable<T>): T[] =>
          Array.from({ length: 20 }, () => [...values]).flat();
        const both = {
          group: seen([...many([0, 0, 1, 1]), ...rows.group]),
          label: seen([...many([0, 1, 0, 1]), ...rows.label]),
        };
        const own = cross(both.group, both.label);
        const sizes = independentSizes(both, own, "over");
        // In the order of the pairs: group a with label a and b, then group b.
        const [a0, a1, b0, b1] = sizes;
        expect(Math.abs(a1! / (a0! + a1!) - b1! / (b0! + b1!))).toBeLessThan(1 / 30);
      }),
    );
  });
});

describe("drawCounts", () => {
  it("gives every class its size: no row lost when adding, none repeated when leaving out", () => {
    fc.assert(
      fc.property(decisionRows(), fc.string({ minLength: 1 }), ({ group }, seed) => {
        const own = seen(group);
        const over = drawCounts(own, equalSizes(own, "over"), createRandom(seed));
        expect(sizesAfter(own, over)).toEqual([...equalSizes(own, "over")]);
        expect(Math.min(...over)).toBeGreaterThanOrEqual(1);
        const under = drawCounts(own, equalSizes(own, "under"), createRandom(seed));
        expect(sizesAfter(own, under)).toEqual([...equalSizes(own, "under")]);
        expect(Math.max(...under)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("changes nothing where all classes are equal already", () => {
    const own = classes([0, 1, 1, 0], 2);
    expect([...drawCounts(own, equalSizes(own, "over"), createRandom("s"))]).toEqual([1, 1, 1, 1]);
    expect([...drawCounts(own, equalSizes(own, "under"), createRandom("s"))]).toEqual([1, 1, 1, 1]);
  });

  it("gives the same draws for the same seed, and does not let one class change another's", () => {
    const own = classes([0, 0, 0, 0, 1, 1, 1, 1, 1], 2);
    const draw = (sizes: number[], seed: string): number[] => [
      ...drawCounts(own, Float64Array.from(sizes), createRandom(seed)),
    ];
    expect(draw([9, 2], "s")).toEqual(draw([9, 2], "s"));
    expect(draw([9, 2], "s")).not.toEqual(draw([9, 2], "t"));
    expect(draw([2, 2], "s").slice(4)).toEqual(draw([9, 2], "s").slice(4));
  });

  it("leaves out and copies every row of a class equally often", () => {
    // 4 rows, 2 kept: each is kept in half of 2,000 draws, 1,000 plus or minus 4 sqrt(2,000 / 4) = 89 at most but for
    // one seed in 16,000; the seeds are fixed.
    const own = classes([0, 0, 0, 0], 1);
    const kept = [0, 0, 0, 0];
    const copied = [0, 0, 0, 0];
    for (let seed = 0; seed < 2000; seed++) {
      for (const [row, count] of drawCounts(
        own,
        Float64Array.of(2),
        createRandom(String(seed)),
      ).entries()) {
        kept[row]! += count;
      }
      for (const [row, count] of drawCounts(
        own,
        Float64Array.of(5),
        createRandom(String(seed)),
      ).entries()) {
        copied[row]! += count - 1;
      }
    }
    for (const count of kept) expect(Math.abs(count - 1000)).toBeLessThan(89);
    // One copy each time: 500 plus or minus 4 sqrt(2,000 * 3/16) = 78.
    for (const count of copied) expect(Math.abs(count - 500)).toBeLessThan(78);
  });
});
