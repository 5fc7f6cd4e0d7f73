import type { KernelFunc, TensorInfo } from "@tensorflow/tfjs-core";
import type { TensorFlow } from "../tensorflow.ts";
import { sizeOf } from "../tensors.ts";

const MARK = "fairlineTakesEmpty";

/** What a reduction of no values gives. */
const REDUCTIONS = { Sum: 0, Mean: Number.NaN, Prod: 1, Max: -Infinity, Min: Infinity } as const;

type KernelCall = Parameters<KernelFunc>[0];

/**
 * Makes sums (by segment too), means, products, extremes and matrix products of tensors without values (a batch of
 * no rows) give what they give on the cpu backend. TensorFlow.js 4.22 asks the device for a buffer of NaN bytes there,
 * or binds one of none. Registers once.
 */
export function takeEmptyTensors(tf: TensorFlow): void {
  for (const [name, value] of Object.entries(REDUCTIONS)) {
    wrap(tf, name, (call) =>
      reduceNothing(tf, call, name === "Mean" ? "float32" : undefined, value),
    );
  }
  wrap(tf, "BatchMatMul", (call) => multiplyNothing(tf, call));
  wrap(tf, "UnsortedSegmentSum", (call) => sumNothing(tf, call));
}

/** Puts `special` before a kernel: it gives undefined where the kernel itself should compute. */
function wrap(
  tf: TensorFlow,
  name: string,
  special: (call: KernelCall) => ReturnType<KernelFunc> | undefined,
): void {
  const original = tf.getKernel(name, "webgpu");
  if (MARK in original) return;
  const kernelFunc: KernelFunc = (call) => special(call) ?? original.kernelFunc(call);
  tf.unregisterKernel(name, "webgpu");
  tf.registerKernel(Object.assign({ ...original, kernelFunc }, { [MARK]: true }));
}

function reduceNothing(
  tf: TensorFlow,
  { inputs, attrs, backend }: KernelCall,
  dtype: "float32" | undefined,
  value: number,
): ReturnType<KernelFunc> | undefined {
  // The five reductions take one tensor, `x`.
  const { x } = inputs as { readonly x: TensorInfo };
  if (sizeOf(x.shape) > 0) return undefined;
  // Max alone has another name for its axes.
  const { axis, reductionIndices, keepDims } = attrs as {
    readonly axis?: number | number[];
    readonly reductionIndices?: number | number[];
    readonly keepDims: boolean;
  };
  const axes = tf.util.parseAxisParam(axis ?? reductionIndices!, x.shape);
  const [kept] = tf.backend_util.computeOutAndReduceShapes(x.shape, axes);
  const shape = keepDims ? tf.backend_util.expandShapeToKeepDim(kept, axes) : kept;
  return fill(tf, backend, { shape, value, dtype: dtype ?? x.dtype });
}

function multiplyNothing(
  tf: TensorFlow,
  { inputs, attrs, backend }: KernelCall,
): ReturnType<KernelFunc> | undefined {
  // BatchMatMul takes `a`, `b` and two flags.
  const { a, b } = inputs as { readonly a: TensorInfo; readonly b: TensorInfo };
  const { transposeA, transposeB } = attrs as {
    readonly transposeA: boolean;
    readonly transposeB: boolean;
  };
  if (sizeOf(a.shape) > 0 && sizeOf(b.shape) > 0) return undefined;
  const batch = tf.broadcast_util.assertAndGetBroadcastShape(
    a.shape.slice(0, -2),
    b.shape.slice(0, -2),
  );
  const shape = [...batch, a.shape.at(transposeA ? -1 : -2)!, b.shape.at(transposeB ? -2 : -1)!];
  return fill(tf, backend, { shape, value: 0, dtype: a.dtype });
}

function sumNothing(
  tf: TensorFlow,
  { inputs, attrs, backend }: KernelCall,
): ReturnType<KernelFunc> | undefined {
  // UnsortedSegmentSum takes `x`, `segmentIds` along its first axis, and how many segments there are.
  const { x } = inputs as { readonly x: TensorInfo };
  const { numSegments } = attrs as { readonly numSegments: number };
  if (sizeOf(x.shape) > 0) return undefined;
  return fill(tf, backend, { shape: [numSegments, ...x.shape.slice(1)], value: 0, dtype: x.dtype });
}

function fill(
  tf: TensorFlow,
  backend: object,
  attrs: { readonly shape: number[]; readonly value: number; readonly dtype: string },
): ReturnType<KernelFunc> {
  return tf.getKernel("Fill", "webgpu").kernelFunc({ inputs: {}, attrs, backend });
}
