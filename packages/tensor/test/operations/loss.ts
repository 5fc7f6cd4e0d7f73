import { operation } from "./operation.ts";
import type { OperationCase } from "./operation.ts";

/** Losses. */
export const losses: OperationCase[] = [
  operation("softmaxCrossEntropy", [[4, 3]], (tf, [x]) =>
    tf.losses.softmaxCrossEntropy(tf.oneHot(tf.tensor1d([0, 2, 1, 1], "int32"), 3), x!),
  ),
  operation("sigmoidCrossEntropy", [[4]], (tf, [x]) =>
    tf.losses.sigmoidCrossEntropy(tf.tensor1d([0, 1, 1, 0]), x!),
  ),
  operation("logLoss", [[4]], (tf, [x]) =>
    tf.losses.logLoss(tf.tensor1d([0, 1, 1, 0]), tf.sigmoid(x!)),
  ),
  operation("huberLoss", [[4], [4]], (tf, [a, b]) => tf.losses.huberLoss(a!, b!)),
  operation("hingeLoss", [[4]], (tf, [x]) => tf.losses.hingeLoss(tf.tensor1d([0, 1, 1, 0]), x!)),
  operation("absoluteDifference", [[4], [4]], (tf, [a, b]) => tf.losses.absoluteDifference(a!, b!)),
  operation(
    "cosineDistance",
    [
      [4, 3],
      [4, 3],
    ],
    (tf, [a, b]) => tf.losses.cosineDistance(a!, b!, 1),
  ),
  operation("meanSquaredError", [[4], [4]], (tf, [a, b]) => tf.losses.meanSquaredError(a!, b!)),
];
