import { operation, NO_GRADIENT } from "./operation.ts";
import type { OperationCase } from "./operation.ts";

/** Sums, means, the largest and smallest values, and softmax. */
export const reductions: OperationCase[] = [
  ...[undefined, 0, 1, [0, 2], -1].flatMap((axis) =>
    (["sum", "mean", "max", "min", "prod", "logSumExp"] as const).map((name) =>
      operation(
        `${name} over ${String(axis)}`,
        [[3, 4, 5]],
        (tf, [x]) => tf[name](x!, axis),
        name === "prod" ? NO_GRADIENT : {},
      ),
    ),
  ),
  ...(["sum", "mean", "max", "min"] as const).flatMap((name) => [
    operation(`${name} of a long vector`, [[5000]], (tf, [x]) => tf[name](x!)),
    operation(`${name} of long columns`, [[3000, 3]], (tf, [x]) => tf[name](x!, 0)),
    operation(`${name} of long rows, dimensions kept`, [[3, 3000]], (tf, [x]) =>
      tf[name](x!, 1, true),
    ),
    operation(`${name} of a scalar`, [[]], (tf, [x]) => tf[name](x!)),
  ]),
  operation("sum over nothing", [[0, 3]], (tf, [x]) => tf.sum(x!, 0)),
  operation(
    "any and all",
    [[3, 4]],
    (tf, [x]) => {
      const positive = tf.greater(x!, 0);
      return [tf.any(positive, 1), tf.all(positive, 1), tf.any(positive), tf.all(positive)];
    },
    NO_GRADIENT,
  ),
  operation(
    "argMax and argMin",
    [[3, 4, 5]],
    (tf, [x]) => [tf.argMax(x!, 1), tf.argMin(x!, -1)],
    NO_GRADIENT,
  ),
  operation("argMax of long rows", [[3, 3000]], (tf, [x]) => tf.argMax(x!, 1), NO_GRADIENT),
  operation("norm", [[3, 4]], (tf, [x]) => tf.norm(x!)),
  operation("moments", [[3, 4, 5]], (tf, [x]) => {
    const { mean, variance } = tf.moments(x!, [0, 1]);
    return [mean, variance];
  }),
  operation("cumsum", [[3, 4]], (tf, [x]) => tf.cumsum(x!, 1)),
  operation("cumsum, exclusive and reversed", [[3, 4]], (tf, [x]) => tf.cumsum(x!, 1, true, true)),
  operation("cumprod", [[3, 4]], (tf, [x]) => tf.cumprod(x!, 1), NO_GRADIENT),
  operation("softmax", [[4, 7]], (tf, [x]) => tf.softmax(x!)),
  operation("softmax of rank 3", [[2, 4, 7]], (tf, [x]) => tf.softmax(x!)),
  operation("softmax of long rows", [[3, 2000]], (tf, [x]) => tf.softmax(x!)),
  operation("logSoftmax", [[4, 7]], (tf, [x]) => tf.logSoftmax(x!)),
  operation("topk", [[3, 9]], (tf, [x]) => tf.topk(x!, 3).values, NO_GRADIENT),
];
