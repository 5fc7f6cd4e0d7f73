import { totalmem } from "node:os";
import { FairlineError } from "@fairline/core";
import type { Graph } from "./compile/graph.ts";
import { sizeOf } from "./tensors.ts";

/**
 * Refuses work that cannot fit, before it begins.
 *
 * @param bytes - What it needs at the least.
 * @param what - What needs it, as a message begins: "a training step".
 * @param limit - What there is: by default this machine's memory, or what the process may use of it.
 * @throws FairlineError `MEMORY_SHORT`
 */
export function requireMemory(bytes: number, what: string, limit: number = memoryLimit()): void {
  if (bytes <= limit) return;
  throw new FairlineError(
    "MEMORY_SHORT",
    `${what} needs at least ${gibibytes(bytes)} of memory, and there are ${gibibytes(limit)}`,
    {
      hint: "Take smaller batches (batch), fewer hidden units (hidden), or a machine with more memory.",
    },
  );
}

/**
 * Bytes that running a graph takes at the least: what goes in and out, its constants, and the largest value between.
 * All are of 32 bits, but for a few.
 */
export function graphBytes({ inputs, outputs, constants, largest }: Graph): number {
  const held = [...inputs, ...outputs, ...constants].reduce(
    (total, { shape }) => total + sizeOf(shape),
    0,
  );
  return 4 * (held + largest);
}

/** Memory of this machine in bytes, or what a container leaves of it. */
function memoryLimit(): number {
  // 0, or more than there is, where nothing constrains the process.
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}

function gibibytes(bytes: number): string {
  return `${(bytes / 1024 ** 3).toPrecision(3)} GiB`;
}
