import type { Tensor, TensorFlow } from "../../src/index.ts";
import { operation, NO_GRADIENT } from "./operation.ts";
import type { OperationCase } from "./operation.ts";

/** What moves values about, on whole numbers and on booleans. */
export const otherTypes: OperationCase[] = (["int32", "bool"] as const).flatMap((type) => {
  const typed = (
    name: string,
    shape: readonly number[],
    forward: (tf: TensorFlow, x: Tensor) => Tensor | Tensor[],
  ) =>
    operation(
      `${name} of ${type}`,
      [shape],
      (tf, [x]) => forward(tf, tf.cast(type === "bool" ? tf.greater(x!, 0) : tf.mul(x!, 10), type)),
      NO_GRADIENT,
    );
  return [
    typed("transpose", [3, 4], (tf, x) => tf.transpose(x)),
    typed("transpose 201", [2, 3, 4], (tf, x) => tf.transpose(x, [2, 0, 1])),
    typed("transpose 0231", [2, 3, 4, 5], (tf, x) => tf.transpose(x, [0, 2, 3, 1])),
    typed("concat", [2, 3], (tf, x) => tf.concat([x, x], 1)),
    typed("stack and unstack", [2, 3], (tf, x) => tf.unstack(tf.stack([x, x], 1))),
    typed("slice", [4, 5], (tf, x) => tf.slice(x, [1, 2], [2, 3])),
    typed("tile", [2, 3], (tf, x) => tf.tile(x, [2, 1])),
    typed("reverse", [2, 3], (tf, x) => tf.reverse(x, 0)),
    typed("gather", [4, 3], (tf, x) => tf.gather(x, tf.tensor1d([3, 0], "int32"))),
    typed("reshape", [2, 6], (tf, x) => tf.reshape(x, [3, 4])),
    typed("expandDims and squeeze", [2, 3], (tf, x) => tf.squeeze(tf.expandDims(x, 1))),
    typed("where", [2, 3], (tf, x) =>
      tf.where(tf.tensor2d([1, 0], [2, 1], "bool"), x, tf.zerosLike(x)),
    ),
    typed("equal", [2, 3], (tf, x) => [
      tf.equal(x, tf.reverse(x, 1)),
      tf.notEqual(x, tf.reverse(x, 1)),
    ]),
    typed("sum", [2, 3, 4], (tf, x) => [tf.sum(x), tf.sum(x, 0), tf.sum(x, [1, 2]), tf.mean(x, 0)]),
  ];
});
