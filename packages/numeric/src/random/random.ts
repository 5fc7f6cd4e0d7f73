import { createHash } from "node:crypto";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import { normalQuantile } from "../special/normal-quantile.ts";

/** A seeded source of random numbers. Each draw moves it on; {@link Random.stream} does not. */
export interface Random {
  /** Uniform on [0, 1): a multiple of 2^-53. */
  uniform(): number;
  /**
   * A whole number in [0, below), each equally likely.
   *
   * @param below - A whole number in [1, 2^32].
   * @throws RangeError for anything else.
   */
  integer(below: number): number;
  /** Standard normal: mean 0, variance 1. */
  normal(): number;
  /**
   * An independent generator, derived from this one's seed and `name`, whatever was drawn before.
   * The same name gives the same stream.
   */
  stream(name: string): Random;
  /** The numbers 0 to n - 1 in random order, every order equally likely. */
  permutation(n: number): Uint32Array;
  /** Puts the values in random order, every order equally likely (Fisher and Yates). */
  shuffleInPlace(values: number[] | Uint32Array): void;
}

/**
 * Opens the generator of a seed. The same seed gives the same numbers on every machine.
 *
 * - Bits: xoroshiro128+, its state the first 16 bytes (big-endian words) of `sha256(seed)`.
 * - `uniform`: the high 26 bits of one output, then the high 27 of the next.
 * - `integer`: the fewest high bits of an output that can hold `below - 1`, drawn again while too large, so
 *   that no value is favoured as with a remainder.
 * - `normal`: the quantile of a uniform number at the middle of its 2^-53 wide cell (Wichura's AS 241).
 * - `stream`: the seed `sha256(JSON.stringify([seed, name]))` in hexadecimal.
 *
 * Only IEEE arithmetic and square roots are used. Not for cryptography.
 *
 * @param seed - Any text but the empty one; stages pass `context.seed`, which is empty for a stage that does not say
 *   that it is seeded.
 * @throws RangeError for an empty seed.
 * @see Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM Trans. Math. Softw. 47 (2021),
 *   doi:10.1145/3460772
 */
export function createRandom(seed: string): Random {
  if (seed === "") {
    throw new RangeError("the seed is empty: a stage that draws numbers must say seeded: true");
  }
  const digest = createHash("sha256").update(seed, "utf8").digest();
  const bits = xoroshiro128plusFromState([0, 4, 8, 12].map((at) => digest.readInt32BE(at)));
  const cell = (): number => (bits.next() >>> 6) * 2 ** 27 + (bits.next() >>> 5);
  const integer = (below: number): number => {
    if (!(Number.isInteger(below) && below >= 1 && below <= 2 ** 32)) {
      throw new RangeError(`below must be a whole number in [1, 2^32], not ${String(below)}`);
    }
    if (below === 1) return 0;
    const surplus = Math.clz32(below - 1);
    let value = bits.next() >>> surplus;
    while (value >= below) value = bits.next() >>> surplus;
    return value;
  };
  const shuffleInPlace = (values: number[] | Uint32Array): void => {
    for (let last = values.length - 1; last > 0; last--) {
      const other = integer(last + 1);
      const kept = values[last]!;
      values[last] = values[other]!;
      values[other] = kept;
    }
  };
  return {
    uniform: () => cell() * 2 ** -53,
    integer,
    normal: () => normalQuantile((cell() + 0.5) * 2 ** -53),
    stream: (name) => createRandom(streamSeed(seed, name)),
    permutation: (n) => {
      const rows = Uint32Array.from({ length: n }, (_, row) => row);
      shuffleInPlace(rows);
      return rows;
    },
    shuffleInPlace,
  };
}

function streamSeed(seed: string, name: string): string {
  return createHash("sha256")
    .update(JSON.stringify([seed, name]), "utf8")
    .digest("hex");
}
