import { portableExp } from "./exp.ts";
import { portableLog } from "./log.ts";

/** The cube root, with the same bits on every machine, which `Math.cbrt` does not promise. Within 2 units in the last place. */
export function portableCubeRoot(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  const size = Math.abs(x);
  const start = portableExp(portableLog(size) / 3);
  // One step of Newton's method takes away the error of the logarithm.
  const root = start - (start - size / (start * start)) / 3;
  return x < 0 ? -root : root;
}
