import { createHash } from "node:crypto";

/** A generator of random numbers from a text: the same text, the same numbers. */
export function randomFrom(seed) {
  let count = 0;
  const fraction = () => {
    count += 1;
    return createHash("sha256").update(`${seed} ${count}`).digest().readUInt32LE(0) / 2 ** 32;
  };
  return {
    fraction,
    /** A whole number below `limit`. */
    below: (limit) => Math.floor(fraction() * limit),
    oneOf: (items) => items[Math.floor(fraction() * items.length)],
  };
}
