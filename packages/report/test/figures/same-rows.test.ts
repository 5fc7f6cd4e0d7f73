import { describe, expect, it } from "vitest";
import { sharesRows } from "../../src/figures/same-rows.ts";

function member(point: Readonly<Record<string, number>>, rows: number) {
  const groups = [{ name: "F", values: ["F"], rows }];
  return {
    point,
    about: { attributes: [{ name: "sex", columns: ["sex"], within: null, groups }] },
  };
}

describe("sharesRows", () => {
  it("is true of settings with groups of the same sizes, and of a single one", () => {
    expect(sharesRows([member({ strength: 0 }, 10), member({ strength: 1 }, 10)])).toBe(true);
    expect(sharesRows([member({}, 10)])).toBe(true);
  });

  it("is true where the seed draws the rows alike in every setting", () => {
    const members = [0, 1].flatMap((strength) => [
      member({ strength, seed: 1 }, 10),
      member({ strength, seed: 2 }, 12),
    ]);
    expect(sharesRows(members)).toBe(true);
    expect(sharesRows(members.toReversed())).toBe(true);
    // The second setting has its seeds the other way round.
    expect(sharesRows([0, 1, 3, 2].map((i) => members[i]!))).toBe(true);
  });

  it("is false where a setting has the rows of one seed only", () => {
    const members = [
      member({ strength: 0, seed: 1 }, 10),
      member({ strength: 0, seed: 2 }, 12),
      member({ strength: 1, seed: 1 }, 10),
    ];
    expect(sharesRows(members)).toBe(false);
  });

  it("is false where a setting has other rows", () => {
    expect(sharesRows([member({ department: 0 }, 10), member({ department: 1 }, 12)])).toBe(false);
  });
});
