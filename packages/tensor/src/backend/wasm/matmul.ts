import type { KernelFunc, TensorInfo } from "@tensorflow/tfjs-core";
import type { TensorFlow } from "../../tensorflow.ts";

const NAME = "BatchMatMul";
const MARK = "fairlineTransposesFirst";

/**
 * Makes matrix products with a transposed operand on the wasm backend transpose that operand first.
 *
 * TensorFlow.js 4.22 hands only products of untransposed matrices to XNNPACK; the others, which every backward
 * pass has two of per layer, run in a scalar loop that takes about ten times as long. Registers once.
 */
export function transposeBeforeWasmMatMul(tf: TensorFlow): void {
  const original = tf.getKernel(NAME, "wasm");
  if (MARK in original) return;
  const transpose = transposition(tf);
  const kernelFunc: KernelFunc = ({ inputs, attrs, backend }) => {
    const made: TensorInfo[] = [];
    const untransposed = (name: string, flag: string): TensorInfo => {
      const matrix = inputs[name];
      if (matrix === undefined) throw new Error(`${NAME} has no input "${name}"`);
      if (attrs?.[flag] !== true) return matrix;
      const transposed = transpose(matrix, backend);
      made.push(transposed);
      return transposed;
    };
    const product = original.kernelFunc({
      inputs: { a: untransposed("a", "transposeA"), b: untransposed("b", "transposeB") },
      attrs: { transposeA: false, transposeB: false },
      backend,
    });
    if (!(backend instanceof tf.KernelBackend)) throw new Error("wasm is no backend of this copy");
    for (const { dataId } of made) backend.disposeData(dataId);
    return product;
  };
  tf.unregisterKernel(NAME, "wasm");
  tf.registerKernel(Object.assign({ ...original, kernelFunc }, { [MARK]: true }));
}

/** Swaps the last two axes, by the wasm backend's own kernel. */
function transposition(tf: TensorFlow): (matrix: TensorInfo, backend: object) => TensorInfo {
  const { kernelFunc } = tf.getKernel("Transpose", "wasm");
  return (x, backend) => {
    const rank = x.shape.length;
    const perm = [...Array(rank - 2).keys(), rank - 1, rank - 2];
    const transposed = kernelFunc({ inputs: { x }, attrs: { perm }, backend });
    if (Array.isArray(transposed)) throw new Error("Transpose gives several tensors");
    return transposed;
  };
}
