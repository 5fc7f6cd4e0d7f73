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
});
