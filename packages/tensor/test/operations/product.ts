import { operation, NO_GRADIENT } from "./operation.ts";
import type { OperationCase } from "./operation.ts";

/** Matrix products of all transpositions, sizes and ranks. */
export const products: OperationCase[] = [
  ...[
    [3, 4, 5],
    [1, 1, 1],
    [1, 2000, 3],
    [2, 1000, 1],
    [33, 70, 17],
    [128, 112, 64],
    [64, 128, 1],
    [256, 104, 64],
    [5, 3000, 5],
    [300, 2, 300],
  ].flatMap(([rows, inner, columns]) =>
    [
      [false, false],
      [true, false],
      [false, true],
      [true, true],
    ].map(([a, b]) =>
      operation(
        `matMul ${String(rows)} x ${String(inner)} x ${String(columns)}, transposed ${String(a)} ${String(b)}`,
        [a! ? [inner!, rows!] : [rows!, inner!], b! ? [columns!, inner!] : [inner!, columns!]],
        (tf, [x, y]) => tf.matMul(x!, y!, a, b),
      ),
    ),
  ),
  operation(
    "matMul of batches",
    [
      [2, 3, 4],
      [2, 4, 5],
    ],
    (tf, [a, b]) => tf.matMul(a!, b!),
  ),
  operation(
    "matMul of broadcast batches",
    [
      [1, 3, 4],
      [6, 4, 5],
    ],
    (tf, [a, b]) => tf.matMul(a!, b!),
    NO_GRADIENT,
  ),
  operation(
    "matMul of rank 4",
    [
      [2, 3, 8, 4],
      [2, 3, 4, 12],
    ],
    (tf, [a, b]) => tf.matMul(a!, b!),
  ),
  operation(
    "matMul with a dimension of 0",
    [
      [0, 4],
      [4, 5],
    ],
    (tf, [a, b]) => tf.matMul(a!, b!),
  ),
  operation("dot", [[5], [5]], (tf, [a, b]) => tf.dot(a!, b!)),
  operation("outerProduct", [[5], [4]], (tf, [a, b]) => tf.outerProduct(a!, b!)),
  operation(
    "einsum",
    [
      [2, 3, 4],
      [4, 5],
    ],
    (tf, [a, b]) => tf.einsum("bij,jk->bik", a!, b!),
    NO_GRADIENT,
  ),
  ...(["relu", "sigmoid", "elu", "linear"] as const).map((activation) =>
    operation(`fused matMul with ${activation}`, [[9, 6], [6, 5], [5]], (tf, [a, b, bias]) =>
      tf.fused.matMul({ a: a!, b: b!, bias: bias!, activation }),
    ),
  ),
];
