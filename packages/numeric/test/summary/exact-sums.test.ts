import { ExactSums } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

function sumOf(values: readonly number[]): number {
  const sums = new ExactSums(1);
  for (const value of values) sums.add(0, value);
  return sums.values()[0]!;
}

const positive = fc.double({ min: 0, max: 1e300, noNaN: true });

describe("ExactSums", () => {
  it("keeps what additions of doubles lose", () => {
    // 1 + 2^-53 + 2^-53 is 1 + 2^-52; added one by one to 1, each half of the last bit is lost.
    expect(sumOf([1, 2 ** -53, 2 ** -53])).toBe(1 + 2 ** -52);
    expect(sumOf([1e16, 1, 1])).toBe(1e16 + 2);
    expect(sumOf(Array.from({ length: 10 }, () => 0.1))).toBeCloseTo(1, 15);
  });

  it("gives a single value back, the smallest and the largest among them", () => {
    const edges = [Number.MIN_VALUE, 2 ** -1022, 2 ** -1022 - 2 ** -1074, 0.1, Number.MAX_VALUE];
    for (const value of edges) expect(sumOf([value])).toBe(value);
    expect(sumOf([])).toBe(0);
    expect(sumOf([0, 0])).toBe(0);
  });

  it("keeps every digit of more values than a place can take without a carry", () => {
    // The lowest place takes 2^32 - 1 each time. Beyond 2^22 times a double counts by 4, and takes each for 2^32.
    const n = 5 * 2 ** 20;
    const unit = Number.MIN_VALUE;
    const sums = new ExactSums(2);
    for (let i = 0; i < n; i++) sums.add(1, (2 ** 32 - 1) * unit);
    sums.add(1, n * unit);
    expect([...sums.values()]).toEqual([0, n * 2 ** 32 * unit]);
  });

  it("sums whole numbers as integers", () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeNat()), (list) => {
        const exact = list.reduce((sum, value) => sum + BigInt(value), 0n);
        fc.pre(exact <= BigInt(Number.MAX_SAFE_INTEGER));
        expect(sumOf(list)).toBe(Number(exact));
      }),
    );
  });

  it("does not depend on the order, nor on how values are cut into parts", () => {
    fc.assert(
      fc.property(fc.array(positive, { maxLength: 30 }), fc.nat(), (list, at) => {
        const cut = at % (list.length + 1);
        const parts = [list.slice(cut), list.slice(0, cut)].map((part) => {
          const sums = new ExactSums(1);
          for (const value of part.toReversed()) sums.add(0, value);
          return sums;
        });
        parts[0]!.merge(parts[1]!);
        expect(parts[0]!.values()[0]).toBe(sumOf(list));
      }),
    );
  });

  it("keeps sums apart, and holds more values than a place has room for", () => {
    const sums = new ExactSums(2);
    const most = 2 ** 32 - 1;
    for (let i = 0; i < 2_000_000; i++) sums.add(1, most);
    expect([...sums.values()]).toEqual([0, 2_000_000 * most]);
  });
});
