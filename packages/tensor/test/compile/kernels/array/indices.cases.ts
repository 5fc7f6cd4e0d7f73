import fc from "fast-check";
import { normal, whole } from "../draws.ts";
import type { KernelCase } from "../rig.ts";
import { kernelCase, ROUNDED, seeded, shapes, SUMMED } from "../rig.ts";
import { one, along, typed } from "../case-draws.ts";

/** Kernels that read and write by indices which other tensors hold. */
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
  kernelCase("gathering from each of a batch by its own indices", ["GatherV2"], {
    params: seeded<{ batch: number[]; outer: number[]; inner: number[]; places: number[] }>({
      batch: shapes(1, 2, { min: 1, max: 3 }),
      outer: shapes(0, 1),
      inner: shapes(0, 1),
      places: shapes(1, 2),
    }),
    inputs: ({ batch, outer, inner, places, seed }) => ({
      x: normal([...batch, ...outer, 4, ...inner], seed),
      at: whole([...batch, ...places], seed, [0, 4]),
    }),
    compute: (tf, { x, at }, { batch, outer }) => {
      const axis = batch.length + outer.length;
      const indices = tf.cast(at!, "int32");
      // The axes of the batch are counted from the back where their number is below 0.
      return typed(tf, x!, (value) => [
        tf.gather(value, indices, axis, batch.length),
        tf.gather(value, indices, axis, batch.length - indices.rank),
      ]);
    },
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
