import { createRandom } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

/*
 * Expected numbers by an independent xoroshiro128+ in Python's arbitrary-precision integers:
 *   d = hashlib.sha256(b"17").digest(); w = [int.from_bytes(d[i:i+4], "big") for i in (0, 4, 8, 12)]
 *   s0, s1 = w[0] << 32 | w[1], w[2] << 32 | w[3]
 *   each output: (s0 + s1) & 0xffffffff; t = s1 ^ s0; s0 = rotl(s0, 24) ^ t ^ (t << 16); s1 = rotl(t, 37)  (64 bits)
 *   uniform = ((o1 >> 6) * 2**27 + (o2 >> 5)) / 2**53
 */
const FIRST_OF_17 = [
  0.9897506385909978, 0.025503837670975416, 0.8628828424789574, 0.5869876536857346,
];
/* The same from seed sha256(b'["17","bootstrap"]').hexdigest(). */
const FIRST_OF_STREAM = 0.4045124245728332;

describe("createRandom", () => {
  it("gives the numbers of an independent implementation", () => {
    const random = createRandom("17");
    expect(FIRST_OF_17.map(() => random.uniform())).toEqual(FIRST_OF_17);
  });

  it("refuses the empty seed of a stage that is not seeded", () => {
    expect(() => createRandom("")).toThrow(
      new RangeError("the seed is empty: a stage that draws numbers must say seeded: true"),
    );
  });

  it("derives a stream from the seed and the name, not from what was drawn", () => {
    const random = createRandom("17");
    const before = random.stream("bootstrap").uniform();
    random.uniform();
    const after = random.stream("bootstrap").uniform();
    expect([before, after]).toEqual([FIRST_OF_STREAM, FIRST_OF_STREAM]);
  });

  it("gives streams of different names, and of names split differently, different numbers", () => {
    const root = createRandom("17");
    const firsts = [
      root.stream("a").uniform(),
      root.stream("b").uniform(),
      root.stream("a").stream("b").uniform(),
      root.stream("ab").uniform(),
      createRandom("17a").uniform(),
    ];
    expect(new Set(firsts).size).toBe(firsts.length);
  });

  it("draws uniform numbers from [0, 1) that fill sixteen equal cells evenly", () => {
    const random = createRandom("cells");
    const draws = 160_000;
    const cells = new Float64Array(16);
    for (let i = 0; i < draws; i++) cells[Math.floor(random.uniform() * 16)]! += 1;
    const expected = draws / 16;
    const chiSquare = cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // The 99.9 % point of chi-square with 15 degrees of freedom is 37.7.
    expect(chiSquare).toBeLessThan(37.7);
  });

  it("draws whole numbers below any bound, each about equally often", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.string({ minLength: 1 }), (below, seed) => {
        const random = createRandom(seed);
        const counts = new Float64Array(below);
        for (let i = 0; i < 200 * below; i++) counts[random.integer(below)]! += 1;
        // 200 expected a value, deviation 14: seven deviations either side.
        for (const count of counts) expect(Math.abs(count - 200)).toBeLessThan(100);
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it("draws whole numbers up to 2^32", () => {
    const random = createRandom("wide");
    const draws = Array.from({ length: 100 }, () => random.integer(2 ** 32));
    expect(Math.max(...draws)).toBeGreaterThan(2 ** 31);
    expect(draws.every((draw) => Number.isInteger(draw) && draw >= 0 && draw < 2 ** 32)).toBe(true);
  });

  it.each([0, -1, 1.5, 2 ** 32 + 1, Number.NaN])("refuses to draw below %s", (below) => {
    expect(() => createRandom("x").integer(below)).toThrow(
      `below must be a whole number in [1, 2^32], not ${String(below)}`,
    );
  });

  it("draws normal numbers with mean 0, variance 1, and 5 % of them beyond 1.96", () => {
    const random = createRandom("normal");
    const draws = Float64Array.from({ length: 100_000 }, () => random.normal());
    const mean = draws.reduce((sum, z) => sum + z, 0) / draws.length;
    const variance = draws.reduce((sum, z) => sum + (z - mean) ** 2, 0) / draws.length;
    const beyond = draws.filter((z) => Math.abs(z) > 1.959963984540054).length / draws.length;
    // Four standard errors: 1/316, sqrt(2)/316, 0.218/316.
    expect(Math.abs(mean)).toBeLessThan(0.0127);
    expect(Math.abs(variance - 1)).toBeLessThan(0.018);
    expect(Math.abs(beyond - 0.05)).toBeLessThan(0.0028);
  });

  it("permutes: every number once", () => {
    fc.assert(
      fc.property(fc.nat({ max: 200 }), fc.string({ minLength: 1 }), (n, seed) => {
        const sorted = createRandom(seed).permutation(n).sort();
        expect([...sorted]).toEqual(Array.from({ length: n }, (_, row) => row));
      }),
    );
  });

  it("gives each of the 24 orders of four things about equally often", () => {
    const random = createRandom("orders");
    const seen = new Map<string, number>();
    for (let i = 0; i < 24_000; i++) {
      const values = [0, 1, 2, 3];
      random.shuffleInPlace(values);
      const order = values.join("");
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    const chiSquare = [...seen.values()].reduce(
      (sum, count) => sum + (count - 1000) ** 2 / 1000,
      0,
    );
    expect(seen.size).toBe(24);
    // The 99.9 % point of chi-square with 23 degrees of freedom is 49.7.
    expect(chiSquare).toBeLessThan(49.7);
  });
});
