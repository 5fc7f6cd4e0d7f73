/** A shader of TensorFlow.js's webgpu backend. */
export interface Program {
  /** The body of the shader, in WGSL. */
  getUserCode(): string;
}

/** Where the shader of TensorFlow.js 4.22 writes what it has read. */
const WRITE = /setOutputAtIndex\(flatIndex, (A\[[^\]]*\])\)/;

/**
 * Makes the shader that permutes axes convert what it reads to the type that it writes.
 *
 * In TensorFlow.js 4.22 it reads whole numbers from tensors of whole numbers and truth values, and from what was cast
 * from those (a cast leaves the buffer as it is), but always writes floats. WGSL converts nothing by itself, so that
 * it does not compile. Sums, `argMax` and `any` permute axes too, and recurrent layers do so with their masks.
 *
 * @param type - Of the values to write.
 */
export function repairTranspose(program: Program, type: string): void {
  if (program.constructor.name !== "TransposeProgram") return;
  const original = program.getUserCode();
  const write = type === "float32" ? "setOutputAtIndex" : "setOutputAtIndexI32";
  const convert = type === "float32" ? "f32" : "i32";
  program.getUserCode = () => original.replace(WRITE, `${write}(flatIndex, ${convert}($1))`);
}
