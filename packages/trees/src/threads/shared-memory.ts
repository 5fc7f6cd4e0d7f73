import { FairlineError } from "@fairline/core";

/** 64-bit floats that threads share, all 0. */
export function sharedFloats(length: number): Float64Array {
  return new Float64Array(sharedBuffer(length * Float64Array.BYTES_PER_ELEMENT));
}

/** Whole numbers from 0 to 2^32 - 1 that threads share, all 0. */
export function sharedWords(length: number): Uint32Array {
  return new Uint32Array(sharedBuffer(length * Uint32Array.BYTES_PER_ELEMENT));
}

/** Whole numbers from 0 to 255 that threads share, all 0. */
export function sharedBytes(length: number): Uint8Array {
  return new Uint8Array(sharedBuffer(length));
}

/** @throws FairlineError `MEMORY_SHORT`. */
function sharedBuffer(bytes: number): SharedArrayBuffer {
  try {
    return new SharedArrayBuffer(bytes);
  } catch (cause) {
    const megabytes = String(Math.ceil(bytes / 2 ** 20));
    throw new FairlineError(
      "MEMORY_SHORT",
      `there are no ${megabytes} MiB in one piece for trees`,
      {
        hint: "Give fewer rows or columns, or allow fewer leaves.",
        cause,
      },
    );
  }
}
