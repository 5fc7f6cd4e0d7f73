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
  const transpose = tf.getKernel("Transpose", "wasm");
  if (MARK in original) return;
  const kernelFunc: KernelFunc = ({ inputs, attrs, backend }) => {
    const made: TensorInfo[] = [];
    const untransposed = (matrix: TensorInfo, flag: boolean): TensorInfo => {
      if (!flag) return matrix;
      const rank = matrix.shape.length;
      const perm = [...Array(rank - 2).keys(), rank - 1, rank - 2];
      // The Transpose kernel gives one tensor.
      const turned = transpose.kernelFunc({
        inputs: { x: matrix },
        attrs: { perm },
        backend,
      }) as TensorInfo;
      made.push(turned);
      return turned;
    };
    // BatchMatMul takes `a` and `b` and two flags: matMul of tfjs-core sets all four.
    const { a, b } = inputs as { a: TensorInfo; b: TensorInfo };
    const { transposeA, transposeB } = attrs as { transposeA: boolean; transposeB: boolean };
    const product = original.kernelFunc({
      inputs: { a: untransposed(a, transposeA), b: untransposed(b, transposeB) },
      attrs: { transposeA: false, transposeB: false },
      backend,
    });
    // Every TensorFlow.js backend can dispose of what it made.
    for (const { dataId } of made)
      (backend as { disposeData(id: object): void }).disposeData(dataId);
    return product;
  };
  tf.unregisterKernel(NAME, "wasm");
  tf.registerKernel(Object.assign({ ...original, kernelFunc }, { [MARK]: true }));
}
