/** Milliseconds from a time until now; 0 where the clock was put back meanwhile. */
export function elapsed(since: number, clock: () => number): number {
  return Math.max(0, clock() - since);
}
