import { operation, NO_GRADIENT } from "./operation.ts";
import type { OperationCase } from "./operation.ts";

/** Convolutions, pooling and normalisation. */
export const convolutions: OperationCase[] = [
  ...(["same", "valid"] as const).flatMap((pad) =>
    [1, 2].flatMap((strides) => [
      operation(
        `conv2d ${pad} ${String(strides)}`,
        [
          [2, 7, 6, 3],
          [3, 2, 3, 4],
        ],
        (tf, [x, w]) => tf.conv2d(x!, w!, strides, pad),
      ),
      operation(
        `conv2d of 4 channels ${pad} ${String(strides)}`,
        [
          [2, 8, 8, 4],
          [3, 3, 4, 8],
        ],
        (tf, [x, w]) => tf.conv2d(x!, w!, strides, pad),
      ),
      operation(
        `depthwiseConv2d ${pad} ${String(strides)}`,
        [
          [2, 7, 6, 3],
          [3, 3, 3, 2],
        ],
        (tf, [x, w]) => tf.depthwiseConv2d(x!, w!, strides, pad),
      ),
      operation(
        `depthwiseConv2d of 4 channels ${pad} ${String(strides)}`,
        [
          [2, 7, 6, 4],
          [3, 3, 4, 1],
        ],
        (tf, [x, w]) => tf.depthwiseConv2d(x!, w!, strides, pad),
      ),
      operation(
        `conv1d ${pad} ${String(strides)}`,
        [
          [2, 9, 3],
          [3, 3, 4],
        ],
        (tf, [x, w]) => tf.conv1d(x!, w!, strides, pad),
      ),
      operation(
        `conv3d ${pad} ${String(strides)}`,
        [
          [1, 4, 5, 4, 2],
          [2, 2, 2, 2, 3],
        ],
        (tf, [x, w]) => tf.conv3d(x!, w!, strides, pad),
      ),
      operation(
        `conv2dTranspose ${pad} ${String(strides)}`,
        [
          [2, 3, 3, 4],
          [3, 3, 2, 4],
        ],
        (tf, [x, w]) => {
          const size = pad === "same" ? 3 * strides : 3 * strides + Math.max(3 - strides, 0);
          return tf.conv2dTranspose(x!, w!, [2, size, size, 2], strides, pad);
        },
      ),
      operation(`maxPool ${pad} ${String(strides)}`, [[2, 7, 6, 3]], (tf, [x]) =>
        tf.maxPool(x!, [3, 2], strides, pad),
      ),
      operation(`avgPool ${pad} ${String(strides)}`, [[2, 7, 6, 3]], (tf, [x]) =>
        tf.avgPool(x!, [3, 2], strides, pad),
      ),
      operation(`maxPool3d ${pad} ${String(strides)}`, [[1, 4, 5, 4, 2]], (tf, [x]) =>
        tf.maxPool3d(x!, 2, strides, pad),
      ),
      operation(`avgPool3d ${pad} ${String(strides)}`, [[1, 4, 5, 4, 2]], (tf, [x]) =>
        tf.avgPool3d(x!, 2, strides, pad),
      ),
    ]),
  ),
  operation(
    "conv2d of a 1 x 1 kernel",
    [
      [2, 5, 5, 3],
      [1, 1, 3, 4],
    ],
    (tf, [x, w]) => tf.conv2d(x!, w!, 1, "same"),
  ),
  operation(
    "conv2d of the image's size",
    [
      [2, 5, 5, 3],
      [5, 5, 3, 4],
    ],
    (tf, [x, w]) => tf.conv2d(x!, w!, 1, "valid"),
  ),
  operation(
    "conv2d, dilated",
    [
      [2, 7, 7, 3],
      [3, 3, 3, 4],
    ],
    (tf, [x, w]) => tf.conv2d(x!, w!, 1, "same", "NHWC", 2),
    NO_GRADIENT,
  ),
  operation(
    "separableConv2d",
    [
      [2, 6, 6, 3],
      [3, 3, 3, 2],
      [1, 1, 6, 4],
    ],
    (tf, [x, d, p]) => tf.separableConv2d(x!, d!, p!, 1, "same"),
  ),
  ...(["relu", "sigmoid", "elu"] as const).map((activation) =>
    operation(
      `fused conv2d with ${activation}`,
      [[2, 6, 6, 3], [3, 3, 3, 4], [4]],
      (tf, [x, filter, bias]) =>
        tf.fused.conv2d({
          x: x!,
          filter: filter!,
          bias: bias!,
          strides: 1,
          pad: "same",
          activation,
        }),
      NO_GRADIENT,
    ),
  ),
  operation(
    "fused depthwiseConv2d",
    [[2, 6, 6, 3], [3, 3, 3, 1], [3]],
    (tf, [x, filter, bias]) =>
      tf.fused.depthwiseConv2d({
        x: x!,
        filter: filter!,
        bias: bias!,
        strides: 1,
        pad: "same",
        activation: "relu",
      }),
    NO_GRADIENT,
  ),
  operation("maxPool over the whole image", [[2, 5, 5, 3]], (tf, [x]) =>
    tf.maxPool(x!, 5, 1, "valid"),
  ),
  operation("avgPool over the whole image", [[2, 5, 5, 3]], (tf, [x]) =>
    tf.avgPool(x!, 5, 1, "valid"),
  ),
  ...[
    [6, 5],
    [2, 3, 5],
    [2, 3, 4, 5],
  ].map((shape) =>
    operation(
      `batchNorm of rank ${String(shape.length)}`,
      [shape, [5], [5], [5]],
      (tf, [x, mean, offset, scale]) => tf.batchNorm(x!, mean!, tf.ones([5]), offset, scale, 0.001),
    ),
  ),
  operation("localResponseNormalization", [[2, 3, 3, 7]], (tf, [x]) =>
    tf.localResponseNormalization(x!, 2, 1, 0.5, 0.75),
  ),
];
