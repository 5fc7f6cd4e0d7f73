import { operation, NO_GRADIENT } from "./operation.ts";
import type { OperationCase } from "./operation.ts";

/** Whole numbers, booleans, and NaN and infinities. */
export const numbers: OperationCase[] = [
  operation(
    "arithmetic of int32",
    [[2, 3], [3]],
    (tf, inputs) => {
      const [a, b] = inputs.map((x) => tf.cast(tf.mul(x, 10), "int32"));
      return [
        tf.add(a!, b!),
        tf.sub(a!, b!),
        tf.mul(a!, b!),
        tf.maximum(a!, b!),
        tf.minimum(a!, b!),
        tf.floorDiv(a!, tf.add(tf.abs(b!), tf.scalar(1, "int32"))),
      ];
    },
    NO_GRADIENT,
  ),
  operation(
    "reductions of int32",
    [[2, 3, 4]],
    (tf, [x]) => {
      const whole = tf.cast(tf.mul(x!, 10), "int32");
      return [tf.max(whole, 0), tf.min(whole, [0, 2]), tf.prod(whole, 0), tf.argMax(whole, 0)];
    },
    NO_GRADIENT,
  ),
  operation(
    "any and all, outer axes",
    [[2, 3, 4]],
    (tf, [x]) => {
      const positive = tf.greater(x!, -0.7);
      return [tf.any(positive, 0), tf.all(positive, [0, 1])];
    },
    NO_GRADIENT,
  ),
  operation(
    "arithmetic with NaN and infinities",
    [[4]],
    (tf, [x]) => {
      const odd = tf.tensor1d([Number.NaN, Infinity, -Infinity, 0]);
      return [
        tf.add(x!, odd),
        tf.mul(x!, odd),
        tf.div(x!, odd),
        tf.maximum(x!, odd),
        tf.minimum(x!, odd),
        tf.relu(odd),
        tf.clipByValue(odd, -1, 1),
        tf.isNaN(odd),
        tf.isInf(odd),
        tf.isFinite(odd),
        tf.exp(odd),
        tf.sign(odd),
        tf.equal(odd, odd),
        tf.where(tf.isNaN(odd), x!, odd),
        tf.sum(odd),
        tf.max(odd),
      ];
    },
    NO_GRADIENT,
  ),
];
