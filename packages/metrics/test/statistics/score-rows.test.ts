import { scoresByGroup, sortRows } from "@fairline/metrics";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const row = fc.record({
  code: fc.integer({ min: -1, max: 2 }),
  label: fc.nat({ max: 1 }),
  score: fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.5, 1)),
  weight: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 2, noNaN: true })),
});

const scoresOf = (
  rows: readonly { code: number; label: number; score: number; weight: number }[],
) =>
  scoresByGroup(
    sortRows({
      label: rows.map(({ label }) => label),
      score: rows.map(({ score }) => score),
      weight: rows.map(({ weight }) => weight),
    }),
    rows.map(({ code }) => code),
    3,
  );

const squared = (label: number, score: number): number => (label - score) ** 2;

describe("scoresByGroup", () => {
  it("gives the rows of each group by ascending score, without those of weight 0", () => {
    const [first, second] = scoresOf([
      { code: 0, label: 1, score: 0.9, weight: 1 },
      { code: 1, label: 0, score: 0.5, weight: 2 },
      { code: 0, label: 0, score: 0.2, weight: 1 },
      { code: 0, label: 0, score: 0.1, weight: 0 },
    ]);
    expect([...first!.score]).toEqual([0.2, 0.9]);
    expect([...first!.label]).toEqual([0, 1]);
    // Of all four rows by score, the second and the last.
    expect([...first!.places]).toEqual([1, 3]);
    expect([...second!.weight!]).toEqual([2]);
  });

  it("does not depend on the order of the rows, nor does any sum over them", () => {
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const [forwards, backwards] = [scoresOf(rows), scoresOf(rows.toReversed())];
        for (const [g, scores] of forwards.entries()) {
          expect(backwards[g]!.score).toEqual(scores.score);
          expect(backwards[g]!.label).toEqual(scores.label);
          expect(backwards[g]!.weight).toEqual(scores.weight);
          expect(backwards[g]!.momentsOf(squared)).toEqual(scores.momentsOf(squared));
        }
      }),
    );
  });

  it("puts equal scores in the order of their labels, and those of equal labels in that of their weights", () => {
    const [group] = scoresOf([
      { code: 0, label: 1, score: 0.5, weight: 1 },
      { code: 0, label: 0, score: 0.5, weight: 3 },
      { code: 0, label: 1, score: 0.2, weight: 4 },
      { code: 0, label: 0, score: 0.5, weight: 2 },
    ]);
    expect([...group!.score]).toEqual([0.2, 0.5, 0.5, 0.5]);
    expect([...group!.label]).toEqual([1, 0, 0, 1]);
    expect([...group!.weight!]).toEqual([4, 2, 3, 1]);
  });

  it("takes rows without labels for negative ones, and has no weights where none are given", () => {
    const [group] = scoresByGroup(sortRows({ score: [0.7, 0.1] }), [0, 0], 1);
    expect([...group!.score]).toEqual([0.1, 0.7]);
    expect([...group!.label]).toEqual([0, 0]);
    expect(group).not.toHaveProperty("weight");
  });

  it("keeps rows in none of the groups out of them", () => {
    const sorted = sortRows({ score: [0.4, 0.3, 0.2, 0.1], label: [1, 0, 1, 0] });
    const groups = scoresByGroup(sorted, [1, -1, 0, 1], 3);
    expect(groups.map(({ score }) => [...score])).toEqual([[0.2], [0.1, 0.4], []]);
    expect(groups.map(({ places }) => [...places])).toEqual([[1], [0, 3], []]);
  });
});

describe("the values of rows", () => {
  it("have the weighted mean worked by hand", () => {
    // Squares of label less score: .25 of weight 3 and 1 of weight 1.
    const [group] = scoresOf([
      { code: 0, label: 1, score: 0.5, weight: 3 },
      { code: 0, label: 0, score: 1, weight: 1 },
    ]);
    expect(group!.meanOf(squared)).toBe(1.75 / 4);
    expect(group!.momentsOf(squared)).toMatchObject({ w: 4, w2: 10, wx: 1.75 });
  });

  it("are summed over more rows than are taken at a time, each once", () => {
    const rows = 20_000;
    const score = Array.from({ length: rows }, (_, row) => row / rows);
    const weight = score.map((_, row) => 1 + (row % 2));
    const [group] = scoresByGroup(sortRows({ score, weight }), new Int8Array(rows), 1);
    // The mean of 0 to 19,999 without weights; with 1 and 2 in turn, 10,000 rows of either.
    const position = (_: number, value: number): number => Math.round(value * rows);
    expect(group!.momentsOf(position)).toMatchObject({
      w: 30_000,
      w2: 50_000,
      wx: 9_999 * 10_000 + 2 * 10_000 * 10_000,
    });
    const [plain] = scoresByGroup(sortRows({ score }), new Int8Array(rows), 1);
    expect(plain!.meanOf(position)).toBe(9_999.5);
  });

  it("are computed once, for the rows and for all of their resamples", () => {
    const [group] = scoresByGroup(sortRows({ score: [0.1, 0.2, 0.3] }), [0, 0, 0], 1);
    let calls = 0;
    const counted = (_: number, score: number): number => {
      calls++;
      return score;
    };
    group!.meanOf(counted);
    group!.momentsOf(counted);
    expect(calls).toBe(3);
    expect(group!.under(Float64Array.of(2, 0, 2)).meanOf(counted)).toBeCloseTo(0.2, 15);
    expect(group!.under(Float64Array.of(3, 1, 0)).meanOf(counted)).toBeCloseTo(0.125, 15);
    expect(calls).toBe(6);
  });
});
