import fc from "fast-check";
import { expect } from "vitest";
import type { Layout } from "../../../src/compile/graph.ts";
import { multiplyInFloat32 } from "../../../src/backend/nvidia.ts";
import { KERNELS } from "../../../src/compile/kernels/table.ts";
import { RECORDER } from "../../../src/compile/recorder.ts";
import { tracing } from "../../../src/compile/tracing.ts";
import { openBackend } from "../../../src/index.ts";
import type { HostTensors, Tensor, TensorFlow, Tensors } from "../../../src/index.ts";
import { fromOnnx, loadOnnxRuntime, makeProgram, toOnnx } from "../../../src/onnx/runtime.ts";
import { mapValues } from "../../../src/tensors.ts";
import { isOnGpu, provider } from "../under-test.ts";

/** Operations of TensorFlow.js on named tensors of 32-bit floats. */
export type Compute = (tf: TensorFlow, tensors: Tensors) => Tensors;

/** How far two results may be apart: `|a - b| <= absolute + relative * |b|`. */
export interface Tolerance {
  readonly relative: number;
  readonly absolute: number;
}

/** Results that must be the same number. */
const EXACT: Tolerance = { relative: 0, absolute: 0 };
/** Results that are rounded once or twice. */
export const ROUNDED: Tolerance = { relative: 1e-6, absolute: 1e-7 };
/** Results that add up many products of numbers near 1. */
export const SUMMED: Tolerance = { relative: 1e-5, absolute: 2e-5 };
/** Results of a GPU. WGSL allows an arc sine an error of 4,096 units in the last place. */
const ON_GPU: Tolerance = { relative: 1e-3, absolute: 1e-3 };

/** The layouts of images in steps on the processor, and elsewhere. */
const LAYOUTS: readonly Layout[] = isOnGpu ? ["NCHW"] : ["CHWN", "NCHW"];

/** Operations that are compiled, and the kernels that doing so must record. */
export interface KernelCase {
  readonly name: string;
  readonly kernels: readonly string[];
  readonly check: () => Promise<void>;
}

if (provider === "cuda") multiplyInFloat32();
const runtime = loadOnnxRuntime();
const cpu = await openBackend("cpu");
const { tracer } = await tracing();
const recorded = new Set<string>();
watchKernels();

/** A case over random parameters: computed compiled, and on TensorFlow.js's cpu backend, with the same result. */
export function kernelCase<P extends { readonly seed: number }>(
  name: string,
  kernels: readonly string[],
  given: {
    readonly params: fc.Arbitrary<P>;
    readonly inputs: (params: P) => HostTensors;
    readonly compute: (tf: TensorFlow, tensors: Tensors, params: P) => Tensors;
    readonly tolerance?: Tolerance;
    readonly runs?: number;
    /** Leaves out parameters that the cpu backend wrongly refuses. */
    readonly cpuMayRefuse?: boolean;
  },
): KernelCase {
  const { params, inputs, compute, tolerance = EXACT, runs = 12, cpuMayRefuse = false } = given;
  return {
    name,
    kernels,
    async check() {
      recorded.clear();
      await fc.assert(
        fc.asyncProperty(params, async (drawn) => {
          const tensors = inputs(drawn);
          const body: Compute = (tf, named) => compute(tf, named, drawn);
          const expected = attempt(() => eager(body, tensors), cpuMayRefuse);
          for (const layout of LAYOUTS) {
            const found = await compiled(body, tensors, layout);
            expectSame(found, expected, isOnGpu ? ON_GPU : tolerance);
          }
        }),
        { seed: 20, numRuns: runs },
      );
      expect(kernels.filter((kernel) => !recorded.has(kernel))).toEqual([]);
    },
  };
}

function attempt<T>(work: () => T, mayFail: boolean): T {
  try {
    return work();
  } catch (error) {
    if (mayFail) fc.pre(false);
    throw error;
  }
}

/** A result and the element types that its tensors had where they were computed. */
export interface Computed {
  readonly values: HostTensors;
  readonly types: Readonly<Record<string, string>>;
}

/** Computes through the compiler, on ONNX Runtime: on the processor with one thread, or on the GPU under test. */
export async function compiled(
  body: Compute,
  tensors: HostTensors,
  layout?: Layout,
): Promise<Computed> {
  const { tf } = cpu.use();
  const types: Record<string, string> = {};
  const shapesMade: Record<string, readonly number[]> = {};
  const graph = tracer.trace(
    mapValues(tensors, ({ shape }) => shape),
    (named) => {
      const made = body(tf, named);
      for (const [name, { dtype, shape }] of Object.entries(made)) {
        types[name] = dtype;
        shapesMade[name] = shape;
      }
      return Object.fromEntries(
        Object.entries(made).map(([name, value]) => [`out/${name}`, value]),
      );
    },
    layout,
  );
  const program = await makeProgram(runtime, graph, { provider, threads: 1 });
  try {
    const outputs = await program.run(mapValues(tensors, (tensor) => toOnnx(runtime, tensor)));
    const read = Object.keys(types).map(
      async (name) => [name, await fromOnnx(outputs[`out/${name}`]!)] as const,
    );
    const values = Object.fromEntries(await Promise.all(read));
    // The shape that was traced is the one that ONNX Runtime finds.
    expect(mapValues(values, ({ shape }) => shape)).toEqual(shapesMade);
    return { values, types };
  } finally {
    program.dispose();
  }
}

/** Computes on TensorFlow.js's cpu backend. */
function eager(body: Compute, tensors: HostTensors): Computed {
  const { tf } = cpu.use();
  return tf.tidy(() => {
    const made = body(
      tf,
      mapValues(tensors, ({ values, shape }) => tf.tensor(values, [...shape], "float32")),
    );
    return {
      values: mapValues(made, (tensor) => ({
        shape: tensor.shape,
        values: Float32Array.from(tensor.dataSync()),
      })),
      types: mapValues(made, ({ dtype }) => dtype),
    } as never;
  });
}

/** Fails unless two results have the same shapes, element types and, within a tolerance, numbers. */
function expectSame(found: Computed, expected: Computed, tolerance: Tolerance): void {
  expect(found.types).toEqual(expected.types);
  for (const [name, { shape, values }] of Object.entries(expected.values)) {
    const result = found.values[name]!;
    expect({ name, shape: result.shape }).toEqual({ name, shape });
    const at = values.findIndex((value, i) => !isClose(result.values[i]!, value, tolerance));
    if (at < 0) continue;
    throw new Error(
      `"${name}" (${shape.join(" x ")}) is ${String(result.values[at])} at ${String(at)} and should be ` +
        `${String(values[at])}: ${[...result.values].slice(0, 40).join(" ")} against ${[...values].slice(0, 40).join(" ")}`,
    );
  }
}

/** Whether two numbers are as good as the same: NaN is NaN, and an infinity is that infinity. */
export function isClose(a: number, b: number, { relative, absolute }: Tolerance): boolean {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b);
  if (!Number.isFinite(a) || !Number.isFinite(b)) return a === b;
  return Math.abs(a - b) <= absolute + relative * Math.abs(b);
}

/** A draw of a seed, beside other draws. */
export function seeded<T extends object>(draws: {
  [K in keyof T]: fc.Arbitrary<T[K]>;
}): fc.Arbitrary<T & { readonly seed: number }> {
  return fc.record({ ...draws, seed: fc.nat() }) as never;
}

/** A shape of a rank in a range; a dimension is 0 now and then. */
export const shapes = (
  minLength: number,
  maxLength: number,
  { min = 0, max = 4 } = {},
): fc.Arbitrary<number[]> =>
  fc.array(
    fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: Math.max(1, min), max }) },
      { weight: 1, arbitrary: fc.constant(Math.max(0, min)) },
    ),
    { minLength, maxLength },
  );

/** The axes of a rank, each from the front or from the back, in any order and number. */
export const axesOf = (rank: number): fc.Arbitrary<number[]> =>
  fc
    .shuffledSubarray([...Array(rank).keys()])
    .chain((axes) => fc.tuple(...axes.map((axis) => fc.constantFrom(axis, axis - rank))));

/** Named results of one operation each. */
export function each(
  operations: Readonly<Record<string, (x: Tensor) => Tensor>>,
  x: Tensor,
): Tensors {
  return mapValues(operations, (operation) => operation(x));
}

/** Notes which kernels are recorded. */
function watchKernels(): void {
  const { tf } = cpu.use();
  for (const name of Object.keys(KERNELS)) {
    const kernel = tf.getKernel(name, RECORDER);
    const record = kernel.kernelFunc;
    kernel.kernelFunc = (call) => {
      recorded.add(name);
      return record(call);
    };
  }
}
