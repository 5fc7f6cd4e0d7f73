import { createRandom } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stratifiedOrder } from "../../src/fairness/stratified-order.ts";

const codes = fc.array(fc.integer({ min: -1, max: 4 }), { minLength: 1, maxLength: 200 });

describe("stratifiedOrder", () => {
  it("gives every row once, and every run of rows each stratum's share to within two", () => {
    fc.assert(
      fc.property(codes, fc.nat(), (strata, seed) => {
        const rows = Uint32Array.from(strata.keys());
        const order = stratifiedOrder(rows, strata, createRandom(String(seed)));
        expect([...order].sort((a, b) => a - b)).toEqual([...rows]);
        const length = Math.min(20, rows.length);
        for (let start = 0; start + length <= rows.length; start += 7) {
          const run = order.subarray(start, start + length);
          for (const stratum of new Set(strata)) {
            const all = strata.filter((code) => code === stratum).length;
            const found = run.reduce((sum, row) => sum + Number(strata[row] === stratum), 0);
            expect(Math.abs(found - (all * length) / rows.length)).toBeLessThanOrEqual(2);
          }
        }
      }),
    );
  });

  it("puts each row of a stratum at each of its places as often as any other", () => {
    // Three rows of one stratum among six others: over 3,000 draws each is first of the three about 1,000 times.
    const strata = [0, 0, 0, 1, 1, 1, 1, 1, 1];
    const rows = Uint32Array.from(strata.keys());
    const random = createRandom("fair");
    const first = [0, 0, 0];
    for (let draw = 0; draw < 3000; draw++) {
      first[stratifiedOrder(rows, strata, random).find((row) => row < 3)!]! += 1;
    }
    // The standard deviation of a count is sqrt(3000 * 1/3 * 2/3) = 26.
    for (const count of first) expect(Math.abs(count - 1000)).toBeLessThan(4 * 26);
  });
});
