import { CellTally } from "@fairline/metrics";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const GROUPS = 3;
const bit = fc.nat({ max: 1 });
const row = fc.tuple(
  fc.integer({ min: -1, max: GROUPS - 1 }),
  bit,
  bit,
  fc.oneof(fc.constant(0), fc.double({ min: 0, max: 2, noNaN: true })),
);
type Row = readonly [code: number, label: number, prediction: number, weight: number];

function tallyOf(rows: readonly Row[], isWeighted = true): CellTally {
  const tally = new CellTally(GROUPS, isWeighted);
  tally.add({
    codes: rows.map(([code]) => code),
    label: rows.map(([, label]) => label),
    prediction: rows.map(([, , prediction]) => prediction),
    weight: isWeighted ? rows.map(([, , , weight]) => weight) : undefined,
  });
  return tally;
}

describe("CellTally", () => {
  it("counts the case worked by hand", () => {
    // Group 0: two positives, one of them hit, and a negative hit of weight 0. Group 1: one true negative. One row in none.
    const rows: Row[] = [
      [0, 1, 1, 2],
      [0, 1, 0, 0.5],
      [0, 0, 1, 0],
      [1, 0, 0, 3],
      [-1, 1, 1, 9],
    ];
    const [first, second, third] = tallyOf(rows).groups();
    expect(first).toEqual({
      counts: { n: 3, tp: 2, fn: 0.5, fp: 0, tn: 0 },
      rows: { tp: 1, fn: 1, fp: 0, tn: 0 },
      squares: { tp: 4, fn: 0.25, fp: 0, tn: 0 },
    });
    expect(second!.counts).toEqual({ n: 1, tp: 0, fn: 0, fp: 0, tn: 3 });
    expect(third!.counts.n).toBe(0);
    expect(tallyOf(rows).overall().counts).toEqual({ n: 4, tp: 2, fn: 0.5, fp: 0, tn: 3 });
  });

  it("counts every row as one without weights", () => {
    const [group] = tallyOf(
      [
        [0, 1, 1, 0.3],
        [0, 1, 1, 0.4],
      ],
      false,
    ).groups();
    const two = { tp: 2, fn: 0, fp: 0, tn: 0 };
    expect(group).toEqual({ counts: { n: 2, ...two }, rows: two, squares: two });
  });

  it("gives the same bits however the rows are cut and ordered", () => {
    fc.assert(
      fc.property(fc.array(row), fc.nat(), fc.boolean(), (rows, at, isWeighted) => {
        const cut = at % (rows.length + 1);
        const merged = tallyOf(rows.slice(cut).toReversed(), isWeighted);
        merged.merge(tallyOf(rows.slice(0, cut), isWeighted));
        expect(merged.groups()).toEqual(tallyOf(rows, isWeighted).groups());
        expect(merged.overall()).toEqual(tallyOf(rows, isWeighted).overall());
      }),
    );
  });

  it("does not merge what was counted otherwise", () => {
    expect(() => {
      new CellTally(2, false).merge(new CellTally(3, false));
    }).toThrow(RangeError);
    expect(() => {
      new CellTally(2, false).merge(new CellTally(2, true));
    }).toThrow(RangeError);
  });
});
