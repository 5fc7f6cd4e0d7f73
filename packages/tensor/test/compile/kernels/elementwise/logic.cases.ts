import type { Tensor } from "../../../../src/index.ts";
import { normal, whole } from "../draws.ts";
import type { KernelCase } from "../rig.ts";
import { kernelCase } from "../rig.ts";
import { one, along, typed } from "../case-draws.ts";

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
  kernelCase("booleans", "LogicalAnd LogicalOr LogicalNot IsNan IsInf IsFinite".split(" "), {
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
