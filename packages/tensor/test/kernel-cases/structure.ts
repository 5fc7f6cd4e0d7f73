import fc from "fast-check";
import type { Tensor, TensorFlow } from "../../src/index.ts";
import type { KernelCase } from "../kernel-rig.ts";
import { normal, whole } from "../kernel-draws.ts";
import { axesOf, each, kernelCase, ROUNDED, seeded, shapes, SUMMED } from "../kernel-rig.ts";

const one = seeded<{ shape: number[] }>({ shape: shapes(0, 4) });

/** A shape, and some of its axes. */
const along = (min: number, extents?: { min?: number; max?: number }) =>
  shapes(min, 4, extents).chain((shape) =>
    seeded<{ shape: number[]; axes: number[]; axis: number }>({
      shape: fc.constant(shape),
      axes: axesOf(shape.length),
      axis: fc.integer({ min: -shape.length, max: Math.max(-shape.length, shape.length - 1) }),
    }),
  );

/** The element types that most kernels of arrangement take. */
const inEveryType = (tf: TensorFlow, x: Tensor): Record<string, Tensor> => ({
  float: x,
  int: tf.cast(tf.round(tf.mul(x, 3)), "int32"),
  truth: tf.greater(x, 0),
});

/** Applies an operation in every element type. */
const typed = (
  tf: TensorFlow,
  x: Tensor,
  operation: (x: Tensor, name: string) => Tensor | Tensor[],
) =>
  Object.fromEntries(
    Object.entries(inEveryType(tf, x)).flatMap(([name, value]) => {
      const made = operation(value, name);
      return (Array.isArray(made) ? made : [made]).map(
        (part, i) => [`${name} ${String(i)}`, part] as const,
      );
    }),
  );

/** Kernels that compare and that choose. */
export const logicCases: readonly KernelCase[] = [
  kernelCase("comparisons", "Equal NotEqual Greater GreaterEqual Less LessEqual".split(" "), {
    params: along(0),
    inputs: ({ shape, seed }) => ({
      a: whole(shape, seed, [-2, 3]),
      b: whole(shape.slice(1), seed + 1, [-2, 3]),
    }),
    compute: (tf, { a, b }) => {
      const compared = (name: string, x: Tensor, y: Tensor) => ({
        [`${name} equal`]: tf.equal(x, y),
        [`${name} not`]: tf.notEqual(x, y),
        [`${name} greater`]: tf.greater(x, y),
        [`${name} greaterEqual`]: tf.greaterEqual(x, y),
        [`${name} less`]: tf.less(x, y),
        [`${name} lessEqual`]: tf.lessEqual(x, y),
      });
      return {
        ...compared("float", a!, b!),
        ...compared("nan", tf.div(a!, tf.mul(a!, 0)), b!),
        ...compared("int", tf.cast(a!, "int32"), tf.cast(b!, "int32")),
        ...compared("bool", tf.cast(a!, "bool"), tf.cast(b!, "bool")),
      };
    },
  }),
  kernelCase("truth", "LogicalAnd LogicalOr LogicalNot IsNan IsInf IsFinite".split(" "), {
    params: one,
    inputs: ({ shape, seed }) => ({
      a: whole(shape, seed, [-1, 2]),
      b: whole(shape.slice(1), seed + 1, [0, 2]),
    }),
    compute: (tf, { a, b }) => {
      const [p, q] = [tf.cast(a!, "bool"), tf.cast(b!, "bool")];
      const odd = tf.div(a!, tf.mul(a!, 0.0));
      const far = tf.div(a!, tf.abs(tf.mul(b!, 0)));
      return {
        and: tf.logicalAnd(p, q),
        or: tf.logicalOr(p, q),
        not: tf.logicalNot(p),
        xor: tf.logicalXor(p, q),
        nan: tf.isNaN(odd),
        inf: tf.isInf(far),
        finite: tf.isFinite(far),
        finiteNan: tf.isFinite(odd),
      };
    },
  }),
  kernelCase("choices", ["Select"], {
    params: along(0),
    inputs: ({ shape, seed }) => ({ c: whole(shape, seed, [0, 2]), a: normal(shape, seed) }),
    compute: (tf, { c, a }) => {
      const broadcast = tf.where(tf.cast(c!, "bool"), a!, tf.scalar(7));
      const same = typed(tf, a!, (x) => tf.where(tf.cast(c!, "bool"), x, tf.zerosLike(x)));
      return { broadcast, ...same };
    },
  }),
];

/** Kernels that summarise. */
export const reductionCases: readonly KernelCase[] = [
  kernelCase("reductions", "Sum Mean Max Min Prod".split(" "), {
    params: along(0),
    runs: 30,
    tolerance: SUMMED,
    inputs: ({ shape, seed }) => ({ x: normal(shape, seed) }),
    compute: (tf, { x }, { axes }) =>
      Object.assign(
        {},
        ...[undefined, axes].flatMap((axis, a) =>
          [false, true].map((keep) => {
            const tag = `${String(a)} ${String(keep)}`;
            return {
              [`sum ${tag}`]: tf.sum(x!, axis, keep),
              [`prod ${tag}`]: tf.prod(x!, axis, keep),
              // Of nothing, TensorFlow.js's own backends give what is left over in memory.
              ...(x!.size > 0
                ? {
                    [`mean ${tag}`]: tf.mean(x!, axis, keep),
                    [`max ${tag}`]: tf.max(x!, axis, keep),
                    [`min ${tag}`]: tf.min(x!, axis, keep),
                    [`lse ${tag}`]: tf.logSumExp(x!, axis, keep),
                  }
                : {}),
            };
          }),
        ),
      ) as never,
  }),
  kernelCase(
    "reductions of whole numbers and of truth",
    ["Sum", "Max", "Min", "Prod", "Mean", "All", "Any"],
    {
      params: along(0),
      tolerance: ROUNDED,
      inputs: ({ shape, seed }) => ({ x: whole(shape, seed, [-2, 3]) }),
      compute: (tf, { x }, { axes }) => {
        const [i, b] = [tf.cast(x!, "int32"), tf.cast(x!, "bool")];
        return {
          sum: tf.sum(i, axes),
          ...(x!.size > 0
            ? {
                mean: tf.mean(i, axes),
                share: tf.mean(b, axes),
                max: tf.max(i, axes, true),
                min: tf.min(i, axes),
                all: tf.all(b, axes),
                any: tf.any(b, axes, true),
                allOfAll: tf.all(b),
                anyOfAll: tf.any(b),
                maxOfTruth: tf.max(b, axes),
                minOfTruth: tf.min(b, axes),
              }
            : {}),
          prod: tf.prod(i, axes),
          count: tf.sum(b, axes),
        };
      },
    },
  ),
  kernelCase("reductions of NaN and infinities", ["Max", "Min", "Sum", "Mean"], {
    params: seeded({}),
    runs: 1,
    inputs: () => ({
      x: {
        shape: [4, 3],
        values: Float32Array.of(
          1,
          NaN,
          2,
          Infinity,
          1,
          -1,
          -Infinity,
          2,
          3,
          Infinity,
          -Infinity,
          0,
        ),
      },
    }),
    compute: (tf, { x }) =>
      each(
        {
          max: (a) => tf.max(a, 1),
          min: (a) => tf.min(a, 1),
          sum: (a) => tf.sum(a, 1),
          mean: (a) => tf.mean(a, 1),
        },
        x!,
      ),
  }),
  kernelCase("places of extremes, the first of ties", ["ArgMax", "ArgMin"], {
    params: along(1, { min: 1 }),
    inputs: ({ shape, seed }) => ({ x: whole(shape, seed, [0, 3]) }),
    compute: (tf, { x }, { axis }) => ({
      max: tf.argMax(x!, axis),
      min: tf.argMin(x!, axis),
      maxOfInt: tf.argMax(tf.cast(x!, "int32"), axis),
      minOfInt: tf.argMin(tf.cast(x!, "int32"), axis),
    }),
  }),
  kernelCase("running sums", ["Cumsum"], {
    params: along(1, { min: 1 }),
    tolerance: SUMMED,
    inputs: ({ shape, seed }) => ({ x: normal(shape, seed) }),
    // From the back, TensorFlow.js's cpu backend gives the result in the wrong shape.
    compute: (tf, { x }, { axis, shape, seed }) => ({
      sum: tf.cumsum(x!, axis < 0 ? axis + shape.length : axis, seed % 2 === 0, seed % 3 === 0),
      sumOfInt: tf.cumsum(tf.cast(tf.round(x!), "int32"), 0, seed % 3 === 0, seed % 2 === 0),
    }),
  }),
  kernelCase("softmax", ["Softmax"], {
    params: along(1),
    tolerance: SUMMED,
    inputs: ({ shape, seed }) => ({ x: normal(shape, seed) }),
    compute: (tf, { x }) => ({
      softmax: tf.softmax(tf.mul(x!, 20)),
      logSoftmax: tf.logSoftmax(tf.mul(x!, 20)),
    }),
  }),
  kernelCase("the largest k", ["TopK"], {
    params: along(1, { min: 1 }),
    inputs: ({ shape, seed }) => ({ x: whole(shape, seed, [0, 4]) }),
    compute: (tf, { x }, { seed }) => {
      const { values, indices } = tf.topk(x!, 1 + (seed % x!.shape.at(-1)!), true);
      const ofInt = tf.topk(tf.cast(x!, "int32"), 1, true);
      return { values, indices, ofInt: ofInt.values };
    },
  }),
];

/** Kernels that arrange elements anew. */
export const shapeCases: readonly KernelCase[] = [
  kernelCase("reshaping and transposing", ["Reshape", "ExpandDims", "Transpose"], {
    params: along(0),
    inputs: ({ shape, seed }) => ({ x: normal(shape, seed) }),
    compute: (tf, { x }, { seed }) => {
      const perm = [...x!.shape.keys()].sort((a, b) => ((a * 7 + seed) % 5) - ((b * 7 + seed) % 5));
      return {
        ...typed(tf, x!, (value) => [
          tf.reshape(value, [-1]),
          tf.reshape(value, [1, ...x!.shape, 1]),
          tf.expandDims(value, -1),
          tf.expandDims(value, 0),
          tf.squeeze(value),
          tf.transpose(value, perm),
          tf.transpose(value),
        ]),
      };
    },
  }),
  kernelCase("joining and parting", ["Concat", "Pack", "Unpack", "SplitV"], {
    cpuMayRefuse: true,
    params: along(1),
    runs: 20,
    inputs: ({ shape, axis, seed }) => ({
      x: normal(shape, seed),
      y: normal(shape.with(axis, 2), seed + 1),
      z: normal(shape.with(axis, 0), seed + 2),
    }),
    compute: (tf, { x, y, z }, { axis }) => ({
      ...typed(tf, x!, (value) => [
        tf.concat([value, tf.cast(y!, value.dtype), tf.cast(z!, value.dtype)], axis),
        tf.stack([value, value], axis),
        tf.stack([value], 0),
        ...tf.unstack(tf.cast(y!, value.dtype), axis),
        ...tf.split(tf.cast(y!, value.dtype), 2, axis),
        ...tf.split(
          tf.concat([value, tf.cast(y!, value.dtype)], axis),
          [x!.shape.at(axis)!, -1],
          axis,
        ),
        ...tf.split(value, [x!.shape.at(axis)!], axis),
      ]),
    }),
  }),
  kernelCase("repeating", ["Tile"], {
    params: along(1),
    inputs: ({ shape, seed }) => ({ x: normal(shape, seed) }),
    compute: (tf, { x }, { seed }) =>
      typed(tf, x!, (value) =>
        tf.tile(
          value,
          x!.shape.map((_, i) => 1 + ((seed + i) % 3)),
        ),
      ),
  }),
  kernelCase("broadcasting to a shape", ["Tile"], {
    params: along(0),
    inputs: ({ shape, seed }) => ({ x: normal(shape, seed) }),
    compute: (tf, { x }) => ({ wide: tf.broadcastTo(x!, [2, ...x!.shape]) }),
  }),
  kernelCase("making tensors of numbers", ["Fill", "Range", "LinSpace"], {
    params: along(0),
    inputs: () => ({ x: normal([], 1) }),
    compute: (tf, { x }, { shape, seed }) => ({
      fill: tf.fill(shape, 0.5),
      int: tf.fill(shape, 3, "int32"),
      truth: tf.cast(tf.fill(shape, 1, "int32"), "bool"),
      zeros: tf.zeros(shape),
      ones: tf.ones(shape, "int32"),
      range: tf.add(tf.range(seed % 5, (seed % 5) + shape.length, 0.25), x!),
      down: tf.range(5, 0, -2, "int32"),
      line: tf.linspace(-1, 2, 1 + (seed % 4)),
      eye: tf.eye(3),
      captured: tf.mul(x!, tf.tensor1d([1, 2, 3])),
    }),
  }),
  kernelCase("space for depth", ["DepthToSpace"], {
    params: seeded<{ n: number; h: number; w: number; c: number; isFirst: boolean }>({
      n: fc.integer({ min: 0, max: 2 }),
      h: fc.integer({ min: 1, max: 3 }),
      w: fc.integer({ min: 1, max: 3 }),
      c: fc.integer({ min: 1, max: 2 }),
      isFirst: fc.boolean(),
    }),
    inputs: ({ n, h, w, c, isFirst, seed }) => ({
      x: normal(isFirst ? [n, 4 * c, h, w] : [n, h, w, 4 * c], seed),
    }),
    compute: (tf, { x }, { isFirst }) => {
      if (!isFirst) return { y: tf.depthToSpace(x as never, 2, "NHWC") };
      // The cpu backend has it with the channels last only.
      const onCpu = (): Tensor =>
        tf.transpose(tf.depthToSpace(tf.transpose(x!, [0, 2, 3, 1]) as never, 2), [0, 3, 1, 2]);
      return { y: tf.getBackend() === "cpu" ? onCpu() : tf.depthToSpace(x as never, 2, "NCHW") };
    },
  }),
];

/** Kernels that take parts of a tensor, or put a border around it. */
export const windowCases: readonly KernelCase[] = [
  kernelCase("slices", ["Slice"], {
    params: along(1),
    inputs: ({ shape, seed }) => ({ x: normal(shape, seed) }),
    compute: (tf, { x }, { seed }) => {
      const begin = x!.shape.map((extent, i) => (extent === 0 ? 0 : (seed + i) % extent));
      return typed(tf, x!, (value) => [
        tf.slice(
          value,
          begin,
          x!.shape.map((extent, i) => Math.min(1, extent - begin[i]!)),
        ),
        tf.slice(
          value,
          begin,
          x!.shape.map(() => -1),
        ),
        tf.slice(value, begin),
        tf.slice(value, begin[0]!),
        tf.slice(
          value,
          begin,
          x!.shape.map(() => 0),
        ),
      ]);
    },
  }),
  kernelCase("strided slices with masks", ["StridedSlice"], {
    params: along(1, { min: 1 }).chain((drawn) =>
      fc.record({
        seed: fc.constant(drawn.seed),
        shape: fc.constant(drawn.shape),
        begin: fc.tuple(...drawn.shape.map((n) => fc.integer({ min: -n - 1, max: n }))),
        end: fc.tuple(...drawn.shape.map((n) => fc.integer({ min: -n - 1, max: n + 1 }))),
        strides: fc.tuple(...drawn.shape.map(() => fc.constantFrom(-2, -1, 1, 2, 3))),
        beginMask: fc.nat(15),
        endMask: fc.nat(15),
        shrink: fc.nat(15),
      }),
    ),
    runs: 60,
    cpuMayRefuse: true,
    inputs: ({ shape, seed }) => ({ x: normal(shape, seed) }),
    compute: (tf, { x }, { shape, begin, end, strides, beginMask, endMask, shrink, seed }) => {
      const from = begin.map((at, i) =>
        (shrink >> i) & 1 ? Math.min(shape[i]! - 1, Math.max(-shape[i]!, at)) : at,
      );
      return {
        plain: tf.stridedSlice(x!, begin, end, strides, beginMask, endMask),
        // With other strides beside it, TensorFlow.js takes the wrong elements for an axis that is left out.
        shrunk: tf.stridedSlice(
          x!,
          from,
          end,
          shape.map(() => 1),
          beginMask & ~shrink,
          endMask,
          0,
          0,
          shrink,
        ),
        newAxis: tf.stridedSlice(x!, [0, ...begin], [0, ...end], [1, ...strides], 0, 0, 0, 1, 0),
        ellipsis: tf.stridedSlice(x!, [0, 0], [0, 1 + (seed % shape.at(-1)!)], [1, 1], 0, 0, 1),
      };
    },
  }),
  kernelCase("borders", ["PadV2"], {
    params: along(1),
    inputs: ({ shape, seed }) => ({ x: normal(shape, seed) }),
    compute: (tf, { x }, { seed }) =>
      typed(tf, x!, (value) => [
        tf.pad(
          value,
          x!.shape.map((_, i) => [(seed + i) % 3, (seed + 2 * i) % 2]),
        ),
        tf.pad(
          value,
          x!.shape.map((_, i) => [i % 2, 1]),
          1,
        ),
      ]),
  }),
  kernelCase("mirrored borders", ["MirrorPad"], {
    params: along(1, { min: 2 }),
    inputs: ({ shape, seed }) => ({ x: normal(shape, seed) }),
    compute: (tf, { x }, { seed }) => ({
      reflect: tf.mirrorPad(
        x!,
        x!.shape.map((n, i) => [(seed + i) % n, (seed + 2 * i) % n]),
        "reflect",
      ),
      symmetric: tf.mirrorPad(
        x!,
        x!.shape.map((n, i) => [(seed + i) % (n + 1), (seed + 2 * i) % (n + 1)]),
        "symmetric",
      ),
    }),
  }),
  kernelCase("reversals", ["Reverse"], {
    params: along(1),
    inputs: ({ shape, seed }) => ({ x: normal(shape, seed) }),
    compute: (tf, { x }, { axes }) =>
      typed(tf, x!, (value) => [tf.reverse(value, axes), tf.reverse(value)]),
  }),
  kernelCase("space for batch", ["SpaceToBatchND", "BatchToSpaceND"], {
    params: seeded<{ n: number; h: number; w: number; c: number }>({
      n: fc.integer({ min: 1, max: 2 }),
      h: fc.integer({ min: 1, max: 3 }),
      w: fc.integer({ min: 1, max: 3 }),
      c: fc.integer({ min: 1, max: 2 }),
    }),
    inputs: ({ n, h, w, c, seed }) => ({
      x: normal([n, 2 * h, 3 * w - 1, c], seed),
      y: normal([6 * n, h, w, c], seed + 1),
    }),
    compute: (tf, { x, y }) => ({
      batch: tf.spaceToBatchND(
        x!,
        [2, 3],
        [
          [0, 0],
          [1, 0],
        ],
      ),
      space: tf.batchToSpaceND(
        y!,
        [2, 3],
        [
          [1, 0],
          [0, 1],
        ],
      ),
    }),
  }),
];

/** Kernels that read and write at places which other tensors name. */
export const indexCases: readonly KernelCase[] = [
  kernelCase("gathering", ["GatherV2"], {
    params: along(1, { min: 1 }).chain((drawn) =>
      fc.record({ drawn: fc.constant(drawn), places: shapes(0, 2), seed: fc.nat() }),
    ),
    inputs: ({ drawn, places, seed }) => ({
      x: normal(drawn.shape, seed),
      at: whole(places, seed, [0, drawn.shape.at(drawn.axis)!]),
    }),
    compute: (tf, { x, at }, { drawn }) =>
      typed(tf, x!, (value) => tf.gather(value, tf.cast(at!, "int32"), drawn.axis)),
  }),
  kernelCase("one-hot codes", ["OneHot"], {
    params: one,
    inputs: ({ shape, seed }) => ({ at: whole(shape, seed, [-1, 5]) }),
    compute: (tf, { at }) => ({
      plain: tf.oneHot(tf.cast(at!, "int32"), 4),
      values: tf.oneHot(tf.cast(at!, "int32"), 3, 2.5, -1, "float32"),
      truth: tf.oneHot(tf.cast(at!, "int32"), 3, 1, 0, "bool"),
    }),
  }),
  kernelCase("sums of segments, none for an id below 0", ["UnsortedSegmentSum"], {
    params: along(1, { min: 1 }),
    tolerance: SUMMED,
    inputs: ({ shape, seed }) => ({
      x: normal(shape, seed),
      ids: whole(shape.slice(0, 1), seed, [-1, 3]),
    }),
    compute: (tf, { x, ids }) => ({
      sums: tf.unsortedSegmentSum(x!, tf.cast(ids!, "int32") as never, 3),
    }),
  }),
  kernelCase(
    "gathering and scattering by coordinates",
    ["GatherNd", "ScatterNd", "TensorScatterUpdate", "SparseToDense"],
    {
      params: seeded<{ rows: number; depth: number }>({
        rows: fc.integer({ min: 1, max: 4 }),
        depth: fc.constantFrom(1, 2),
      }),
      tolerance: ROUNDED,
      inputs: ({ rows, depth, seed }) => ({
        x: normal([3, 4, 2], seed),
        at: whole([rows, depth], seed, [0, 3]),
        updates: normal([rows, ...[3, 4, 2].slice(depth)], seed + 1),
        // Places that differ, as an order of writing is not promised.
        own: {
          shape: [rows, 1],
          values: Float32Array.from({ length: rows }, (_, i) => (i * 3 + seed) % 7),
        },
        values: normal([rows], seed + 2),
      }),
      compute: (tf, { x, at, updates, own, values }) => ({
        read: tf.gatherND(x!, tf.cast(at!, "int32")),
        written: tf.scatterND(tf.cast(at!, "int32"), updates!, [3, 4, 2]),
        writtenInt: tf.scatterND(
          tf.cast(at!, "int32"),
          tf.cast(tf.round(updates!), "int32"),
          [3, 4, 2],
        ),
        over: tf.tensorScatterUpdate(tf.zeros([7]), tf.cast(own!, "int32"), values!),
        dense: tf.sparseToDense(tf.cast(own!, "int32"), values!, [7], tf.scalar(-1)),
        denseOne: tf.sparseToDense(
          tf.cast(tf.reshape(own!, [-1]), "int32"),
          tf.scalar(2),
          [7],
          tf.scalar(0),
        ),
      }),
    },
  ),
];
