import type { Tensor, TensorFlow } from "../../src/index.ts";
import { operation, NO_GRADIENT } from "./operation.ts";
import type { OperationCase } from "./operation.ts";

/** What reads its input without TensorFlow.js's conversions, on what was cast from another type. */
export const casts: OperationCase[] = (["int32", "bool"] as const).flatMap((type) => {
  const cast = (
    name: string,
    shape: readonly number[],
    forward: (tf: TensorFlow, x: never) => Tensor,
  ) =>
    operation(
      `${name} of what was ${type}`,
      [shape],
      (tf, [x]) => {
        const whole = tf.cast(tf.abs(tf.mul(x!, 2)), type);
        // As in OperationCase.forward.
        return forward(tf, tf.cast(whole, "float32") as never);
      },
      NO_GRADIENT,
    );
  return [
    cast("transpose", [3, 4], (tf, x) => tf.transpose(x)),
    cast("transpose 201", [2, 3, 4], (tf, x) => tf.transpose(x, [2, 0, 1])),
    cast("sum over outer axes", [2, 3, 4], (tf, x) => tf.sum(x, [0, 1])),
    cast("product", [4, 4], (tf, x) => tf.matMul(x, x, true)),
    cast("product with vectors of 4", [64, 64], (tf, x) => tf.matMul(x, x)),
    cast("long product", [2, 2000], (tf, x) => tf.matMul(x, x, false, true)),
    cast("softmax", [3, 5], (tf, x) => tf.softmax(x)),
    cast("concat", [2, 3], (tf, x) => tf.concat([x, tf.ones([2, 1])], 1)),
    cast("conv2d", [1, 6, 6, 3], (tf, x) => tf.conv2d(x, tf.ones([3, 3, 3, 2]), 1, "same")),
    cast("conv2d of 4 channels", [1, 6, 6, 4], (tf, x) =>
      tf.conv2d(x, tf.ones([3, 3, 4, 4]), 1, "same"),
    ),
    cast("depthwiseConv2d", [1, 6, 6, 4], (tf, x) =>
      tf.depthwiseConv2d(x, tf.ones([3, 3, 4, 1]), 1, "same"),
    ),
    cast("avgPool", [1, 6, 6, 3], (tf, x) => tf.avgPool(x, 2, 1, "same")),
    cast("maxPool", [1, 6, 6, 3], (tf, x) => tf.maxPool(x, 2, 1, "same")),
    cast("relu", [5], (tf, x) => tf.relu(x)),
    cast("relu of vectors of 4", [8], (tf, x) => tf.relu(x)),
    cast("sum with another", [8], (tf, x) => tf.add(x, tf.ones([8]))),
    cast("sum with a scalar", [8], (tf, x) => tf.add(x, 0.5)),
    cast("clipByValue", [8], (tf, x) => tf.clipByValue(x, 0.5, 1)),
    cast("addN", [8], (tf, x) => tf.addN([x, tf.ones([8]), x])),
    cast("batchNorm", [6, 4], (tf, x) => tf.batchNorm(x, tf.zeros([4]), tf.ones([4]))),
    cast("unsortedSegmentSum", [4, 3], (tf, x) =>
      tf.unsortedSegmentSum(x, tf.tensor1d([1, 0, 1, 1], "int32"), 2),
    ),
    cast("where", [4], (tf, x) => tf.where(tf.tensor1d([1, 0, 1, 0], "bool"), x, tf.zeros([4]))),
    cast("cumsum", [3, 4], (tf, x) => tf.cumsum(x, 1)),
    cast("tile and pad", [3, 4], (tf, x) =>
      tf.pad(tf.tile(x, [1, 2]), [
        [0, 1],
        [0, 0],
      ]),
    ),
    cast("gather", [3, 4], (tf, x) => tf.gather(x, tf.tensor1d([1, 1], "int32"))),
  ];
});
