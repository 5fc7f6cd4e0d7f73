/** Memory by which a crew's threads agree on what to do. */
export interface Control {
  /** At the places below. */
  readonly flags: Int32Array;
  readonly args: Float64Array;
  /** Why a worker failed, in UTF-8, from the beginning. */
  readonly failure: Uint8Array;
}

/** Rises by 1 with every task. */
export const ROUND = 0;
/** Workers that are not done with it. */
export const PENDING = 1;
/** Its number. */
export const TASK = 2;
/** Into how many parts it is cut. */
export const PARTS = 3;
/** Bytes of the failure; 0: none failed. */
export const FAILED = 4;

const FLAGS = 5;
const MOST_ARGS = 4;
const FAILURE_BYTES = 1024;

/** Looks at a flag before a thread goes to sleep. To be woken takes longer than most tasks of a small leaf. */
const LOOKS = 4000;

/** Opens the memory of a crew. */
export function openControl(): Control {
  return {
    flags: new Int32Array(new SharedArrayBuffer(FLAGS * Int32Array.BYTES_PER_ELEMENT)),
    args: new Float64Array(new SharedArrayBuffer(MOST_ARGS * Float64Array.BYTES_PER_ELEMENT)),
    failure: new Uint8Array(new SharedArrayBuffer(FAILURE_BYTES)),
  };
}

/** Returns when a flag no longer has a value. */
export function waitWhile(flags: Int32Array, place: number, value: number): void {
  for (let looks = 0; looks < LOOKS; looks++) {
    if (Atomics.load(flags, place) !== value) return;
  }
  while (Atomics.load(flags, place) === value) Atomics.wait(flags, place, value);
}

/** Leaves word of a failure for the thread that waits. */
export function reportFailure({ flags, failure }: Control, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const bytes = new TextEncoder().encode(text).subarray(0, FAILURE_BYTES);
  failure.set(bytes);
  Atomics.store(flags, FAILED, Math.max(1, bytes.length));
}

/** @throws Error if a worker left word of a failure. */
export function throwFailure({ flags, failure }: Control): void {
  const length = Atomics.load(flags, FAILED);
  if (length === 0) return;
  // A decoder takes no shared memory.
  const text = new TextDecoder().decode(failure.slice(0, length));
  throw new Error(`a thread failed: ${text}`);
}
