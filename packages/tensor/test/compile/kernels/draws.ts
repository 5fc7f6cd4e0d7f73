import { createRandom } from "@fairline/numeric";
import type { HostTensor } from "../../../src/index.ts";
import { sizeOf } from "../../../src/tensors.ts";

/** Standard normal numbers. */
export function normal(shape: readonly number[], seed: number | string): HostTensor {
  const random = createRandom(`normal ${String(seed)}`);
  return { shape, values: Float32Array.from({ length: sizeOf(shape) }, () => random.normal()) };
}

/** Whole numbers from one to below another. */
export function whole(
  shape: readonly number[],
  seed: number | string,
  [from, below]: readonly [number, number],
): HostTensor {
  const random = createRandom(`whole ${String(seed)}`);
  const draw = (): number => from + Math.floor(random.uniform() * (below - from));
  return { shape, values: Float32Array.from({ length: sizeOf(shape) }, draw) };
}
