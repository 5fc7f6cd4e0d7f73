import { operation, NO_GRADIENT } from "./operation.ts";
import type { OperationCase } from "./operation.ts";

/** What gives a tensor another shape, or takes parts of it. */
export const shapes: OperationCase[] = [
  operation("reshape", [[2, 6]], (tf, [x]) => tf.reshape(x!, [3, 4])),
  operation("expandDims and squeeze", [[2, 3]], (tf, [x]) => tf.squeeze(tf.expandDims(x!, 1))),
  ...[
    [1, 0],
    [0, 2, 1],
    [2, 0, 1],
    [2, 1, 0],
    [0, 2, 3, 1],
    [3, 2, 1, 0],
    [0, 1, 3, 2, 4],
  ].map((order) =>
    operation(`transpose ${order.join("")}`, [[2, 3, 4, 5, 2].slice(0, order.length)], (tf, [x]) =>
      tf.transpose(x!, order),
    ),
  ),
  operation("transpose of a large matrix", [[130, 70]], (tf, [x]) => tf.transpose(x!)),
  operation("concat of vectors", [[2], [3], [4]], (tf, inputs) => tf.concat(inputs)),
  operation(
    "concat of columns",
    [
      [2, 3],
      [2, 1],
    ],
    (tf, inputs) => tf.concat(inputs, 1),
  ),
  operation(
    "concat with an empty part",
    [
      [2, 3],
      [0, 3],
    ],
    (tf, inputs) => tf.concat(inputs, 0),
  ),
  operation(
    "concat of many",
    Array.from({ length: 25 }, (_, i) => [i + 1]),
    (tf, inputs) => tf.concat(inputs),
  ),
  operation(
    "stack",
    [
      [2, 3],
      [2, 3],
    ],
    (tf, inputs) => tf.stack(inputs, 1),
  ),
  operation(
    "stack of many scalars",
    Array.from({ length: 70 }, () => []),
    (tf, inputs) => tf.stack(inputs),
  ),
  operation("unstack", [[3, 2]], (tf, [x]) => tf.unstack(x!)),
  operation("split", [[6, 4]], (tf, [x]) => tf.split(x!, 3)),
  operation("split into unequal parts", [[2, 7]], (tf, [x]) => tf.split(x!, [1, 4, 2], 1)),
  operation("slice", [[4, 5]], (tf, [x]) => tf.slice(x!, [1, 2], [2, 3])),
  operation("slice of a vector", [[9]], (tf, [x]) => tf.slice(x!, [3], [4])),
  operation("slice of nothing", [[4, 5]], (tf, [x]) => tf.slice(x!, [1, 2], [0, 3])),
  operation(
    "stridedSlice",
    [[6, 5]],
    (tf, [x]) => tf.stridedSlice(x!, [0, 4], [6, 0], [2, -1]),
    NO_GRADIENT,
  ),
  operation("pad", [[2, 3]], (tf, [x]) =>
    tf.pad(
      x!,
      [
        [1, 2],
        [0, 1],
      ],
      7,
    ),
  ),
  operation("pad of rank 4", [[1, 2, 3, 2]], (tf, [x]) =>
    tf.pad(x!, [
      [0, 0],
      [1, 1],
      [2, 0],
      [0, 0],
    ]),
  ),
  operation("mirrorPad", [[3, 4]], (tf, [x]) =>
    tf.mirrorPad(
      x!,
      [
        [1, 1],
        [2, 0],
      ],
      "reflect",
    ),
  ),
  operation("tile", [[2, 3]], (tf, [x]) => tf.tile(x!, [2, 3])),
  operation("broadcastTo", [[3, 1]], (tf, [x]) => tf.broadcastTo(x!, [2, 3, 4])),
  operation("reverse", [[3, 4]], (tf, [x]) => tf.reverse(x!, 1)),
  operation("gather rows", [[6, 4]], (tf, [x]) =>
    tf.gather(x!, tf.tensor1d([5, 0, 0, 3], "int32")),
  ),
  operation("gather rows by a matrix", [[6, 4]], (tf, [x]) =>
    tf.gather(x!, tf.tensor2d([5, 0, 0, 3], [2, 2], "int32")),
  ),
  operation("gather columns", [[6, 4]], (tf, [x]) =>
    tf.gather(x!, tf.tensor1d([3, 1, 1], "int32"), 1),
  ),
  operation(
    "gatherND",
    [[4, 3]],
    (tf, [x]) => tf.gatherND(x!, tf.tensor2d([0, 1, 3, 2, 0, 1], [3, 2], "int32")),
    NO_GRADIENT,
  ),
  operation(
    "scatterND",
    [[3, 2]],
    (tf, [x]) => tf.scatterND(tf.tensor2d([4, 0, 2], [3, 1], "int32"), x!, [5, 2]),
    NO_GRADIENT,
  ),
  operation("unsortedSegmentSum", [[6, 3]], (tf, [x]) =>
    tf.unsortedSegmentSum(x!, tf.tensor1d([2, 0, 2, 1, 0, 2], "int32"), 4),
  ),
  operation("unsortedSegmentSum of no rows", [[0, 3]], (tf, [x]) =>
    tf.unsortedSegmentSum(x!, tf.tensor1d([], "int32"), 4),
  ),
  operation("oneHot", [[2]], (tf) => tf.oneHot(tf.tensor1d([0, 3, 1], "int32"), 4), NO_GRADIENT),
  operation(
    "fill, range, linspace, eye",
    [[1]],
    (tf) => [tf.fill([2, 3], 4), tf.range(0, 9, 2), tf.linspace(0, 1, 5), tf.eye(3)],
    NO_GRADIENT,
  ),
  operation("zeros and ones", [[1]], (tf) => [tf.zeros([2, 3]), tf.ones([3])], NO_GRADIENT),
  operation("spaceToBatchND", [[1, 4, 4, 2]], (tf, [x]) =>
    tf.spaceToBatchND(
      x!,
      [2, 2],
      [
        [0, 0],
        [0, 0],
      ],
    ),
  ),
  operation("batchToSpaceND", [[4, 2, 2, 2]], (tf, [x]) =>
    tf.batchToSpaceND(
      x!,
      [2, 2],
      [
        [0, 0],
        [0, 0],
      ],
    ),
  ),
  operation("depthToSpace", [[1, 2, 2, 8]], (tf, [x]) => tf.depthToSpace(x!, 2), NO_GRADIENT),
  operation("diag", [[4]], (tf, [x]) => tf.diag(x!), NO_GRADIENT),
];
