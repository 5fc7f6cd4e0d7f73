/** Which of how many equal parts of something. */
export interface Share {
  /** From 0. */
  readonly part: number;
  readonly parts: number;
}

/** Where a part begins and ends of `length` things in a row. */
export function shareOf(length: number, { part, parts }: Share): readonly [number, number] {
  return [Math.floor((length * part) / parts), Math.floor((length * (part + 1)) / parts)];
}

/** Things a thread must have to do before it is worth waking: some microseconds of work. */
const LEAST_IN_PART = 8192;

/** Into how many parts work on `things` is cut. */
export function partsFor(things: number, threads: number): number {
  return Math.max(1, Math.min(threads, Math.floor(things / LEAST_IN_PART)));
}
