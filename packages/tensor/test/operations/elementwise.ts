import { operation, unary, binary, NO_GRADIENT } from "./operation.ts";
import type { OperationCase } from "./operation.ts";

const SHAPES = [[], [5], [3, 4], [2, 3, 5], [2, 3, 4, 5], [0, 3]];
const FEW = [[5], [2, 3, 5]];
const BROADCASTS = [
  [
    [3, 4],
    [3, 4],
  ],
  [[3, 4], [4]],
  [
    [3, 1],
    [1, 4],
  ],
  [[], [2, 3]],
  [
    [2, 1, 4, 1],
    [3, 1, 5],
  ],
  [[0, 3], [3]],
  [[7, 8], [8]],
] as const;

/** Operations on every value by itself, and on two tensors of shapes that fit. */
export const elementwise: OperationCase[] = [
  ...unary(["square", "neg", "exp", "relu", "tanh", "sigmoid", "softplus", "elu"], SHAPES),
  ...unary(["abs", "expm1", "sin", "cos", "sinh", "cosh", "atan", "asinh", "erf", "selu"], FEW),
  ...unary(["relu6", "leakyRelu", "logSigmoid", "tan"], FEW),
  ...unary(["log", "log1p", "sqrt", "rsqrt", "reciprocal"], SHAPES, { draw: "positive" }),
  ...unary(["asin", "acos", "atanh"], FEW, { draw: "unit" }),
  ...unary(["acosh"], FEW, { draw: "above-one" }),
  ...unary(
    ["sign", "floor", "ceil", "round", "step", "isNaN", "isInf", "isFinite"],
    FEW,
    NO_GRADIENT,
  ),
  ...unary(["zerosLike", "onesLike"], SHAPES, NO_GRADIENT),
  operation("clipByValue", [[2, 3, 4]], (tf, [x]) => tf.clipByValue(x!, -0.5, 0.5)),
  operation("clipByValue of a vector", [[7]], (tf, [x]) => tf.clipByValue(x!, -0.5, 0.5)),
  operation("prelu", [[2, 3], [3]], (tf, [x, alpha]) => tf.prelu(x!, alpha!)),
  operation(
    "isNaN of what is none",
    [[4]],
    (tf, [x]) => tf.isNaN(tf.log(tf.neg(tf.square(x!)))),
    NO_GRADIENT,
  ),
  operation(
    "cast to int and back",
    [[2, 3]],
    (tf, [x]) => tf.cast(tf.cast(tf.mul(x!, 10), "int32"), "float32"),
    NO_GRADIENT,
  ),
  operation("cast to bool", [[2, 3]], (tf, [x]) => tf.cast(x!, "bool"), NO_GRADIENT),
  ...binary(["add", "sub", "mul"], BROADCASTS),
  ...binary(["div", "pow", "atan2"], BROADCASTS, { draw: "positive" }),
  ...binary(
    ["maximum", "minimum", "squaredDifference"],
    [
      [
        [3, 4],
        [3, 4],
      ],
    ],
  ),
  ...binary(["maximum", "minimum", "squaredDifference", "divNoNan"], BROADCASTS, NO_GRADIENT),
  ...binary(["mod", "floorDiv"], [[[3, 4], [4]]], { draw: "positive", gradient: false }),
  ...binary(
    ["equal", "notEqual", "less", "lessEqual", "greater", "greaterEqual"],
    BROADCASTS,
    NO_GRADIENT,
  ),
  operation(
    "logical operations",
    [[3, 4], [4]],
    (tf, [a, b]) => {
      const [p, q] = [tf.greater(a!, 0), tf.greater(b!, 0)];
      return [tf.logicalAnd(p, q), tf.logicalOr(p, q), tf.logicalXor(p, q), tf.logicalNot(p)];
    },
    NO_GRADIENT,
  ),
  operation(
    "where",
    [
      [3, 4],
      [3, 4],
    ],
    (tf, [a, b]) => tf.where(tf.tensor2d([1, 0, 1], [3, 1], "bool"), a!, b!),
  ),
  operation(
    "addN",
    [
      [2, 3],
      [2, 3],
      [2, 3],
    ],
    (tf, inputs) => tf.addN(inputs),
  ),
];
