import type { RowEncoder } from "@fairline/model";
import { describe, expect, it } from "vitest";
import { cachedEncoder } from "../src/cached-encoder.ts";

/** Encodes row r as [r, 10 r], and counts the rows that it encoded. */
function counting(rows: number): RowEncoder & { readonly encoded: { rows: number } } {
  const encoded = { rows: 0 };
  return {
    rows,
    width: 2,
    encoded,
    encode(wanted) {
      encoded.rows += wanted.length;
      return Float32Array.from({ length: 2 * wanted.length }, (_, i) =>
        i % 2 === 0 ? wanted[i >> 1]! : 10 * wanted[i >> 1]!,
      );
    },
  };
}

describe("cachedEncoder", () => {
  it("gives what the encoder gives, in any order and repeated, and encodes each row once", () => {
    const encoder = counting(8);
    const cached = cachedEncoder(encoder, [Uint32Array.of(5, 1, 7), Uint32Array.of(2)]);
    for (const wanted of [[7, 5], [2, 2, 1], [], [1, 2, 5, 7]]) {
      expect(cached.encode(wanted)).toEqual(counting(8).encode(wanted));
    }
    expect(encoder.encoded.rows).toBe(4);
    expect([cached.rows, cached.width]).toEqual([8, 2]);
  });

  it("encodes rows of other splits as they are asked for", () => {
    const encoder = counting(8);
    const cached = cachedEncoder(encoder, [Uint32Array.of(0, 1)]);
    expect([...cached.encode([1, 6])]).toEqual([1, 10, 6, 60]);
    expect(encoder.encoded.rows).toBe(4);
  });

  it("writes over what it gave for as many rows, and over nothing else", () => {
    const cached = cachedEncoder(counting(8), [Uint32Array.of(0, 1, 2)]);
    const [one, two] = [cached.encode([1]), cached.encode([1, 2])];
    expect(cached.encode([0])).toBe(one);
    expect([...one, ...two]).toEqual([0, 0, 1, 10, 2, 20]);
  });

  it("keeps nothing where the rows would take more than the budget", () => {
    const encoder = counting(8);
    const split = Uint32Array.of(0, 1, 2);
    // Three rows of two inputs of four bytes: 24.
    cachedEncoder(encoder, [split], 24);
    expect(encoder.encoded.rows).toBe(3);
    expect(cachedEncoder(encoder, [split], 23)).toBe(encoder);
    expect(encoder.encoded.rows).toBe(3);
  });
});
