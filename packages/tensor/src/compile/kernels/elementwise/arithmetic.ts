import type { ClipByValueAttrs, LeakyReluAttrs, StepAttrs } from "@tensorflow/tfjs-core";
import type { Value } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { float, int } from "../../graph.ts";
import { castTo } from "./cast.ts";
import type { KernelTable, RecordKernel } from "../kernel.ts";
import { withAttributes } from "../kernel.ts";
import { broadcast } from "./broadcast.ts";
import { binary, unary, where } from "./operators.ts";

/** Kernels that ONNX has as they are, on one tensor. */
const UNARY = {
  Abs: "Abs",
  Acos: "Acos",
  Acosh: "Acosh",
  Asin: "Asin",
  Asinh: "Asinh",
  Atan: "Atan",
  Atanh: "Atanh",
  Ceil: "Ceil",
  Cos: "Cos",
  Cosh: "Cosh",
  Elu: "Elu",
  Erf: "Erf",
  Exp: "Exp",
  Floor: "Floor",
  Log: "Log",
  Neg: "Neg",
  Reciprocal: "Reciprocal",
  Relu: "Relu",
  Selu: "Selu",
  Sigmoid: "Sigmoid",
  Sign: "Sign",
  Sin: "Sin",
  Sinh: "Sinh",
  Softplus: "Softplus",
  Sqrt: "Sqrt",
  Tan: "Tan",
  Tanh: "Tanh",
};

/** Kernels that ONNX has as they are, on two tensors that broadcast. */
const BINARY = {
  Add: "Add",
  Maximum: "Max",
  Minimum: "Min",
  Multiply: "Mul",
  Pow: "Pow",
  RealDiv: "Div",
  Sub: "Sub",
};

const mod: RecordKernel = ({ graph, inputs }) => {
  const [a, b] = operands(inputs);
  const output = { shape: broadcast([a, b]), type: a.type };
  const remainder = graph.node("Mod", [a, b], output, { fmod: int(1) });
  // The remainder takes the divisor's sign, as in TensorFlow.
  const zero = graph.scalar(0, a.type === "int32" ? "int32" : "float32");
  const product = binary(graph, "Mul", [remainder, b]);
  const isOtherSign = binary(graph, "Less", [product, zero], "bool");
  return where(graph, isOtherSign, [binary(graph, "Add", [remainder, b]), remainder]);
};

const floorDiv: RecordKernel = ({ graph, inputs }) => {
  const [a, b] = operands(inputs);
  if (a.type !== "int32") {
    return castTo(graph, unary(graph, "Floor", binary(graph, "Div", [a, b])), "int32");
  }
  const zero = graph.scalar(0, "int32");
  const quotient = binary(graph, "Div", [a, b]);
  const remainder = binary(graph, "Sub", [a, binary(graph, "Mul", [quotient, b])]);
  const isRoundedUp = binary(graph, "Less", [binary(graph, "Mul", [remainder, b]), zero], "bool");
  return binary(graph, "Sub", [quotient, castTo(graph, isRoundedUp, "int32")]);
};

/** `log(1 + x)` that keeps its digits near 0, after Kahan: `log(u) * x / (u - 1)` for `u = 1 + x` as it is rounded. */
const log1p: RecordKernel = ({ graph, inputs }) => {
  const { x } = inputs as { x: Value };
  const one = graph.scalar(1);
  const u = binary(graph, "Add", [one, x]);
  const correction = binary(graph, "Div", [x, binary(graph, "Sub", [u, one])]);
  // Where 1 + x rounds to x, infinity included, there is nothing to correct.
  const isLarge = binary(graph, "Equal", [u, x], "bool");
  const factor = where(graph, isLarge, [one, correction]);
  const product = binary(graph, "Mul", [unary(graph, "Log", u), factor]);
  return where(graph, binary(graph, "Equal", [u, one], "bool"), [x, product]);
};

/** `exp(x) - 1` that keeps its digits near 0, after Kahan: `(u - 1) * x / log(u)` for `u = exp(x)` as it is rounded. */
const expm1: RecordKernel = ({ graph, inputs }) => {
  const { x } = inputs as { x: Value };
  const one = graph.scalar(1);
  const u = unary(graph, "Exp", x);
  const less = binary(graph, "Sub", [u, one]);
  const ratio = binary(graph, "Div", [x, unary(graph, "Log", u)]);
  const small = where(graph, binary(graph, "Equal", [u, one], "bool"), [
    x,
    binary(graph, "Mul", [less, ratio]),
  ]);
  const isFar = binary(graph, "Greater", [unary(graph, "Abs", x), graph.scalar(1)], "bool");
  return where(graph, isFar, [less, small]);
};

/**
 * 1 above 0, else `alpha`, also for NaN: that costs half of what a sign costs which stays NaN, and what is multiplied by
 * it, the gradient by what `relu` gives, is NaN there by itself.
 */
const step = withAttributes<StepAttrs>(({ graph, inputs, attrs: { alpha } }) => {
  const { x } = inputs as { x: Value };
  const type = x.type === "int32" ? "int32" : "float32";
  const isPositive = binary(graph, "Greater", [x, graph.scalar(0, type)], "bool");
  return alpha === 0
    ? castTo(graph, isPositive, type)
    : where(graph, isPositive, [graph.scalar(1, type), graph.scalar(alpha, type)]);
});

/** Every number moved into a range; NaN stays. */
function clamp(graph: GraphBuilder, x: Value, range: readonly [number, number]): Value {
  const type = x.type === "int32" ? "int32" : "float32";
  const bounds = range.map((bound) => graph.scalar(bound, type));
  return graph.node("Clip", [x, ...bounds], x);
}

const clip = withAttributes<ClipByValueAttrs>(({ graph, inputs, attrs }) =>
  clamp(graph, inputs["x"]!, [attrs.clipValueMin, attrs.clipValueMax]),
);

const square: RecordKernel = ({ graph, inputs }) => {
  const { x } = inputs as { x: Value };
  return binary(graph, "Mul", [x, x]);
};

/** Kernels that work element by element and give numbers. */
export const elementwise: KernelTable = {
  ...Object.fromEntries(
    Object.entries(UNARY).map(([kernel, op]): [string, RecordKernel] => [
      kernel,
      ({ graph, inputs }) => unary(graph, op, inputs["x"]!),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(BINARY).map(([kernel, op]): [string, RecordKernel] => [
      kernel,
      ({ graph, inputs }) => binary(graph, op, operands(inputs)),
    ]),
  ),
  AddN({ graph, inputs }) {
    const all = Object.values(inputs);
    // ONNX Runtime sums several tensors of floats only.
    return all[0]!.type === "float32"
      ? graph.node("Sum", all, { shape: broadcast(all), type: "float32" })
      : all.reduce((sum, value) => binary(graph, "Add", [sum, value]));
  },
  ClipByValue: clip,
  EluGrad({ graph, inputs }) {
    const { dy, y } = inputs as { dy: Value; y: Value };
    const isPositive = binary(graph, "GreaterOrEqual", [y, graph.scalar(0)], "bool");
    const slope = binary(graph, "Add", [y, graph.scalar(1)]);
    return where(graph, isPositive, [dy, binary(graph, "Mul", [dy, slope])]);
  },
  Expm1: expm1,
  FloorDiv: floorDiv,
  LeakyRelu: withAttributes<LeakyReluAttrs>(({ graph, inputs, attrs }) => {
    const { x } = inputs as { x: Value };
    return graph.node("LeakyRelu", [x], x, { alpha: float(attrs.alpha) });
  }),
  Log1p: log1p,
  Mod: mod,
  Prelu({ graph, inputs }) {
    const { x, alpha } = inputs as { x: Value; alpha: Value };
    const isPositive = binary(graph, "GreaterOrEqual", [x, graph.scalar(0)], "bool");
    return where(graph, isPositive, [x, binary(graph, "Mul", [alpha, x])]);
  },
  Relu6: ({ graph, inputs }) => clamp(graph, inputs["x"]!, [0, 6]),
  Round({ graph, inputs }) {
    const { x } = inputs as { x: Value };
    return x.type === "int32" ? x : unary(graph, "Round", x);
  },
  Rsqrt: ({ graph, inputs }) => unary(graph, "Reciprocal", unary(graph, "Sqrt", inputs["x"]!)),
  Square: square,
  SquaredDifference({ graph, inputs }) {
    const difference = binary(graph, "Sub", operands(inputs));
    return binary(graph, "Mul", [difference, difference]);
  },
  Step: step,
};

function operands(inputs: Readonly<Record<string, Value>>): [Value, Value] {
  return [inputs["a"]!, inputs["b"]!];
}
