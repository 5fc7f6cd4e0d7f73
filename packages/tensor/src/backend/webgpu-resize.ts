import type { Program } from "./webgpu-transpose.ts";

/** By shader of TensorFlow.js 4.22: the positions between pixels that it rounds down to one. */
const POSITIONS: Readonly<Record<string, RegExp>> = {
  ResizeNearestNeighborProgram: /floor\((sourceFracIndexRC)/g,
  ResizeNearestNeigborBackpropProgram: /floor\((sourceFrac(?:Row|Col))/g,
};

/**
 * Makes the shaders that resize pictures to the nearest pixel, and back, find the right one.
 *
 * They divide the sizes, and WGSL allows a quotient an error of 2.5 units in the last place: on NVIDIA's GPUs five times a
 * fifth is below 1, and rounds down to 0. A position is raised by a little more than that error; positions that are
 * not whole lie farther from the next whole number, for pictures of up to some thousand pixels a side.
 */
export function repairNearest(program: Program): void {
  const position = POSITIONS[program.constructor.name];
  if (position === undefined) return;
  const original = program.getUserCode();
  program.getUserCode = () => original.replace(position, "floor(1e-6 + 1.0000004 * $1");
}
