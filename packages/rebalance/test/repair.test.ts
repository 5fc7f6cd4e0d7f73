import { createRandom } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitRepair } from "../src/repair.ts";

/** The values of every group after full repair. */
function repaired(groups: readonly Float64Array[], seed = "s"): Float64Array[] {
  const repair = fitRepair(groups, createRandom(seed));
  return groups.map((values, g) =>
    repair.positions(g, values, true).map((position) => repair.at(position)),
  );
}

describe("fitRepair", () => {
  it("gives the values worked by hand", () => {
    // Sorted: 1, 3, 7 and 5, 6, 20. The means of each rank, 3, 4.5 and 13.5, take the places of both.
    const [a, b] = repaired([Float64Array.of(7, 1, 3), Float64Array.of(5, 20, 6)]);
    expect([...a!]).toEqual([13.5, 3, 4.5]);
    expect([...b!]).toEqual([3, 13.5, 4.5]);
  });

  it("gives the values of AIF360's disparate impact remover (BlackBoxAuditing 0.1.54)", () => {
    // v = [3., 9.5, 7., 1., 8., 2.5, 4., 6., 10., .5, 5., 12.]
    // data = [[x, g] for x, g in zip(v, "aaaabbbbcccc")]
    // [row[0] for row in BlackBoxAuditing.repairers.GeneralRepairer.Repairer(data, 1, 1.0, False).repair(data)]
    const groups = [
      Float64Array.of(3, 9.5, 7, 1),
      Float64Array.of(8, 2.5, 4, 6),
      Float64Array.of(10, 0.5, 5, 12),
    ];
    expect(repaired(groups).flatMap((values) => [...values])).toEqual([
      4, 9.5, 7, 1, 9.5, 1, 4, 7, 7, 1, 4, 9.5,
    ]);
  });

  const values = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 25 });

  it("gives groups of equal size the same values, ties or not", () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const n = Math.min(a.length, b.length);
        const groups = [a, b].map((own) => Float64Array.from(own.slice(0, n)));
        const [one, other] = repaired(groups).map((own) => [...own].sort((x, y) => x - y));
        expect(one).toEqual(other);
      }),
    );
  });

  it("gives groups of any size the same distribution up to one row of the smaller", () => {
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        const groups = [a, b, c].map((own) => Float64Array.from(own));
        const after = repaired(groups);
        const [first] = after;
        const step = 1 / Math.min(...groups.map(({ length }) => length));
        for (const own of after) {
          for (const value of [...own, ...first!]) {
            const below = (rows: Float64Array): number =>
              rows.filter((each) => each < value - 1e-9).length / rows.length;
            const upTo = (rows: Float64Array): number =>
              rows.filter((each) => each <= value + 1e-9).length / rows.length;
            // The two step functions overlap within a row of the smaller group.
            expect(below(own)).toBeLessThanOrEqual(upTo(first!) + step + 1e-9);
            expect(below(first!)).toBeLessThanOrEqual(upTo(own) + step + 1e-9);
          }
        }
      }),
    );
  });

  it("keeps the order within a group", () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const own = Float64Array.from(a);
        const [after] = repaired([own, Float64Array.from(b)]);
        for (let i = 0; i < own.length; i++) {
          for (let j = 0; j < own.length; j++) {
            if (own[i]! < own[j]!) expect(after![i]).toBeLessThanOrEqual(after![j]!);
          }
        }
      }),
    );
  });

  it("changes nothing where there is one group, and leaves a group without values out", () => {
    const own = Float64Array.of(4, 4, 1);
    expect(repaired([own])[0]).toEqual(own);
    expect(repaired([own, new Float64Array(0)])[0]).toEqual(own);
    expect(repaired([Float64Array.of(2), Float64Array.of(6)])).toEqual([
      Float64Array.of(4),
      Float64Array.of(4),
    ]);
  });

  it("puts other values between the fitted ones, and draws among equal ones", () => {
    const groups = [Float64Array.of(0, 10, 20), Float64Array.of(100, 100, 100, 101)];
    const repair = fitRepair(groups, createRandom("s"));
    expect([...repair.positions(0, Float64Array.of(-5, 5, 10, 20, 99), false)]).toEqual([
      0, 0.25, 0.5, 1, 1,
    ]);
    const drawn = repair.positions(1, new Float64Array(200).fill(100), false);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...drawn)).toBeLessThanOrEqual(2 / 3);
    expect(new Set(drawn).size).toBeGreaterThan(100);
  });
});
