import fc from "fast-check";
import type { Tensor, TensorFlow } from "../../../src/index.ts";
import { axesOf, seeded, shapes } from "./rig.ts";

/** A shape. */
export const one = seeded<{ shape: number[] }>({ shape: shapes(0, 4) });

/** A shape, and some of its axes. */
export const along = (min: number, sizes?: { min?: number; max?: number }) =>
  shapes(min, 4, sizes).chain((shape) =>
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
export const typed = (
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
