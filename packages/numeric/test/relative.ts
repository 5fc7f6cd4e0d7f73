import { expect } from "vitest";

/** Asserts that a number is another but for a relative error. */
export function expectNear(actual: number, expected: number, relativeError = 1e-12): void {
  if (!Number.isFinite(expected) || expected === 0) {
    expect(actual).toBe(expected);
    return;
  }
  expect(Math.abs(actual / expected - 1)).toBeLessThanOrEqual(relativeError);
}
