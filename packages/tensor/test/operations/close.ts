import { expect } from "vitest";
import type { HostTensor } from "../../src/index.ts";

/** Holds tensors to others: the same shapes, and numbers that differ by at most `tolerance` times 1 + their size. */
export function expectClose(
  found: readonly HostTensor[],
  expected: readonly HostTensor[],
  tolerance: number,
): void {
  expect(found.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
  for (const [output, { values }] of expected.entries()) {
    for (const [i, value] of values.entries()) {
      const other = found[output]!.values[i]!;
      if (Object.is(value, other) || Math.abs(value - other) <= tolerance * (1 + Math.abs(value)))
        continue;
      expect.fail(
        `output ${String(output)} at ${String(i)} is ${String(other)}, not ${String(value)}`,
      );
    }
  }
}
