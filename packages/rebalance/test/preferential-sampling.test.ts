import { cross, membersOf } from "@fairline/arrow";
import { decisionRows } from "@fairline/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { independentSizes } from "../src/class-sizes.ts";
import { preferentialCounts } from "../src/preferential-sampling.ts";
import { classes, seen } from "./classes.ts";

describe("preferentialCounts", () => {
  it("gives the counts worked by hand", () => {
    // Ten applicants. Group a: 4 of 5 positive, group b: 2 of 5. Independence wants 5 * 6 / 10 = 3 positive and 2 negative rows of each.
    const group = classes([0, 0, 0, 0, 0, 1, 1, 1, 1, 1], 2);
    const label = classes([1, 1, 1, 1, 0, 1, 1, 0, 0, 0], 2);
    const scores = Float64Array.of(0.9, 0.8, 0.55, 0.7, 0.4, 0.6, 0.75, 0.1, 0.45, 0.2);
    const pair = cross(group, label);
    const sizes = independentSizes({ group, label }, pair, "both");
    expect([...sizes]).toEqual([2, 3, 2, 3]);
    // Of a's positive rows the lowest, .55, goes; a's only negative row comes twice; b's lowest positive, .6, comes twice; of
    // b's negative rows the highest, .45, goes.
    const isPositive = [false, true, false, true];
    expect([...preferentialCounts(pair, { sizes, isPositive }, scores)]).toEqual([
      1, 1, 0, 1, 2, 2, 1, 1, 0, 1,
    ]);
  });

  it("takes rows of equal score in their order", () => {
    const pair = classes([0, 0, 0], 1);
    const even = Float64Array.of(1, 1, 1);
    const counts = (size: number): number[] => [
      ...preferentialCounts(pair, { sizes: Float64Array.of(size), isPositive: [true] }, even),
    ];
    expect(counts(2)).toEqual([0, 1, 1]);
    expect(counts(4)).toEqual([2, 1, 1]);
    expect(counts(6)).toEqual([2, 2, 2]);
    expect(counts(0)).toEqual([0, 0, 0]);
  });

  it("gives every pair its size, and never leaves out a row further from the border than one it keeps", () => {
    fc.assert(
      fc.property(decisionRows(), ({ group: g, label: y, score }) => {
        const [group, label] = [seen(g), seen(y)];
        const pair = cross(group, label);
        const sizes = independentSizes({ group, label }, pair, "both");
        const isPositive = pair.groups.map(({ values }) => values[1] === "b");
        const counts = preferentialCounts(pair, { sizes, isPositive }, score);
        for (const [p, rows] of membersOf(pair).entries()) {
          expect(rows.reduce((sum, row) => sum + counts[row]!, 0)).toBe(sizes[p]);
          const distance = (row: number): number => (isPositive[p]! ? 1 : -1) * score[row]!;
          const left = [...rows].filter((row) => counts[row] === 0).map(distance);
          const kept = [...rows].filter((row) => counts[row]! > 0).map(distance);
          if (left.length > 0 && kept.length > 0) {
            expect(Math.max(...left)).toBeLessThanOrEqual(Math.min(...kept));
          }
        }
      }),
    );
  });
});
