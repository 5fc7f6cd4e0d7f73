import { createRandom } from "@fairline/numeric";
import { decisionRows, failure } from "@fairline/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apportion, equalSizes, givenSizes } from "../src/class-sizes.ts";
import { bootstrapCounts, drawCounts } from "../src/resample.ts";
import { classes, seen } from "./classes.ts";

const total = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);

describe("apportion", () => {
  it("rounds down and gives what is left to the largest remainders", () => {
    // 10 in shares of .5, .3 and .2: 5, 3, 2. 7 of the same: 3.5, 2.1, 1.4, so 3, 2, 1 and one more for the first.
    expect([...apportion(10, Float64Array.of(0.5, 0.3, 0.2))]).toEqual([5, 3, 2]);
    expect([...apportion(7, Float64Array.of(5, 3, 2))]).toEqual([4, 2, 1]);
    expect([...apportion(1, Float64Array.of(1, 1))]).toEqual([1, 0]);
  });

  it("keeps the sum, and no number is further than 1 from its share", () => {
    fc.assert(
      fc.property(
        fc.nat(500),
        fc.array(fc.nat(40), { minLength: 1 }).filter((shares) => total(shares) > 0),
        (sum, shares) => {
          const sizes = apportion(sum, Float64Array.from(shares));
          expect(total(sizes)).toBe(sum);
          for (const [c, size] of sizes.entries()) {
            expect(Math.abs(size - (sum * shares[c]!) / total(shares))).toBeLessThan(1);
          }
        },
      ),
    );
  });
});

describe("givenSizes", () => {
  // 6 rows of a, 2 of b.
  const own = classes([0, 0, 0, 0, 0, 0, 1, 1], 2);

  it("gives the sizes worked by hand", () => {
    // Shares .6 and .4. Over: 6 / .6 = 10 rows are enough for a and 2 / .4 = 5 for b: 10 rows, 6 and 4. Under: 5 rows, 3 and 2.
    expect([...givenSizes(own, { a: 0.6, b: 0.4 }, "over")]).toEqual([6, 4]);
    expect([...givenSizes(own, { a: 0.6, b: 0.4 }, "under")]).toEqual([3, 2]);
    // Both keeps 8 rows: 4.8 and 3.2; or makes them 20: 12 and 8.
    expect([...givenSizes(own, { a: 0.6, b: 0.4 }, "both")]).toEqual([5, 3]);
    expect([...givenSizes(own, { a: 0.6, b: 0.4 }, "both", 20)]).toEqual([12, 8]);
    expect([...equalSizes(own, "bootstrap")]).toEqual([4, 4]);
  });

  it("refuses a class without a share and a share without a class", async () => {
    expect(await failure(() => givenSizes(own, { a: 1 }, "over"))).toMatchInlineSnapshot(`
      "PARAM_INVALID: to gives no share to "b"
      Give one to each of: a, b."
    `);
    expect(await failure(() => givenSizes(own, { a: 0.5, b: 0.25, c: 0.25 }, "over")))
      .toMatchInlineSnapshot(`
      "PARAM_INVALID: to gives a share to "c", which no row is
      The classes among the training rows are: a, b."
    `);
  });
});

describe("bootstrapCounts", () => {
  it("draws every class as often as its size says, whatever the draws", () => {
    fc.assert(
      fc.property(decisionRows(), fc.string({ minLength: 1 }), ({ group }, seed) => {
        const own = seen(group);
        const sizes = equalSizes(own, "bootstrap");
        const counts = bootstrapCounts(own, sizes, createRandom(seed));
        const drawn = own.groups.map(() => 0);
        for (const [row, code] of own.codes.entries()) drawn[code]! += counts[row]!;
        expect(drawn).toEqual([...sizes]);
      }),
    );
  });

  it("leaves out about 1 / e of many rows", () => {
    const own = classes(Array<number>(10_000).fill(0), 1);
    const counts = bootstrapCounts(own, Float64Array.of(10_000), createRandom("s"));
    // Standard error of the share: about .003.
    const left = counts.filter((count) => count > 0).length / 10_000;
    expect(Math.abs(left - (1 - Math.exp(-1)))).toBeLessThan(0.012);
  });
});

describe("drawCounts with the sizes of both", () => {
  it("keeps the number of rows, copies the rarer class and leaves out of the other", () => {
    const own = classes([0, 0, 0, 0, 0, 0, 1, 1], 2);
    const counts = drawCounts(own, equalSizes(own, "both"), createRandom("s"));
    expect(total(counts.slice(0, 6))).toBe(4);
    expect(Math.max(...counts.slice(0, 6))).toBe(1);
    expect(total(counts.slice(6))).toBe(4);
    expect(Math.min(...counts.slice(6))).toBeGreaterThanOrEqual(1);
  });
});
