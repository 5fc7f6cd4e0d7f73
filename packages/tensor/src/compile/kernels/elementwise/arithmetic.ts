import type { ClipByValueAttrs, LeakyReluAttrs, StepAttrs } from "@tensorflow/tfjs-core";
import type { Value } from "../../graph.ts";
import { float, int } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import type { KernelCall, KernelTable, RecordKernel } from "../kernel.ts";
import { withAttributes } from "../kernel.ts";
import { broadcast } from "./broadcast.ts";
import { castTo } from "./cast.ts";
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

const mod: RecordKernel = (call) => {
  const { graph } = call;
  const [a, b] = operands(call);
  const output = { shape: broadcast([a, b]), type: a.type };
  const remainder = graph.node("Mod", [a, b], output, { fmod: int(1) });
  // The remainder takes the divisor's sign, as in TensorFlow.
  const zero = graph.scalar(0, numberType(a));
  const product = binary(graph, "Mul", [remainder, b]);
  const isOtherSign = binary(graph, "Less", [product, zero], "bool");
  return where(graph, isOtherSign, [binary(graph, "Add", [remainder, b]), remainder]);
};

const floorDiv: RecordKernel = (call) => {
  const { graph } = call;
  const [a, b] = operands(call);
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
const log1p: RecordKernel = ({ graph, input }) => {
  const x = input("x");
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
const expm1: RecordKernel = ({ graph, input }) => {
  const x = input("x");
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
 * 1 above 0, else `alpha`, also for NaN: that costs half of a sign that stays NaN, and what is multiplied by it, the gradient
 * by what `relu` gives, is NaN there by itself.
 */
const step = withAttributes<StepAttrs>(({ graph, input, attrs: { alpha } }) => {
  const x = input("x");
  const type = numberType(x);
  const isPositive = binary(graph, "Greater", [x, graph.scalar(0, type)], "bool");
  return alpha === 0
    ? castTo(graph, isPositive, type)
    : where(graph, isPositive, [graph.scalar(1, type), graph.scalar(alpha, type)]);
});

/** Every number moved into a range; NaN stays. */
function clamp(graph: GraphBuilder, x: Value, range: readonly [number, number]): Value {
  const bounds = range.map((bound) => graph.scalar(bound, numberType(x)));
  return graph.node("Clip", [x, ...bounds], x);
}

/** Numbers from 0 to 6; those outside become the nearest of these. */
export function relu6(graph: GraphBuilder, x: Value): Value {
  return clamp(graph, x, [0, 6]);
}

/** Numbers below 0 times a number. */
export function leakyRelu(graph: GraphBuilder, x: Value, alpha: number): Value {
  return graph.node("LeakyRelu", [x], x, { alpha: float(alpha) });
}

/** Numbers below 0 times weights, with broadcasting. */
export function prelu(graph: GraphBuilder, x: Value, alpha: Value): Value {
  const isPositive = binary(graph, "GreaterOrEqual", [x, graph.scalar(0)], "bool");
  return where(graph, isPositive, [x, binary(graph, "Mul", [alpha, x])]);
}

/** Kernels that work element by element and give numbers. */
export const arithmetic: KernelTable = {
  ...Object.fromEntries(
    Object.entries(UNARY).map(([kernel, op]): [string, RecordKernel] => [
      kernel,
      ({ graph, input }) => unary(graph, op, input("x")),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(BINARY).map(([kernel, op]): [string, RecordKernel] => [
      kernel,
      (call) => binary(call.graph, op, operands(call)),
    ]),
  ),
  AddN({ graph, inputs }) {
    const all = Object.values(inputs);
    // ONNX Runtime sums several tensors of floats only.
    return all.every(({ type }) => type === "float32")
      ? graph.node("Sum", all, { shape: broadcast(all), type: "float32" })
      : all.reduce((sum, value) => binary(graph, "Add", [sum, value]));
  },
  ClipByValue: withAttributes<ClipByValueAttrs>(({ graph, input, attrs }) =>
    clamp(graph, input("x"), [attrs.clipValueMin, attrs.clipValueMax]),
  ),
  EluGrad({ graph, input }) {
    const [dy, y] = [input("dy"), input("y")];
    const isPositive = binary(graph, "GreaterOrEqual", [y, graph.scalar(0)], "bool");
    const slope = binary(graph, "Add", [y, graph.scalar(1)]);
    return where(graph, isPositive, [dy, binary(graph, "Mul", [dy, slope])]);
  },
  Expm1: expm1,
  FloorDiv: floorDiv,
  LeakyRelu: withAttributes<LeakyReluAttrs>(({ graph, input, attrs }) =>
    leakyRelu(graph, input("x"), attrs.alpha),
  ),
  Log1p: log1p,
  Mod: mod,
  Prelu: ({ graph, input }) => prelu(graph, input("x"), input("alpha")),
  Relu6: ({ graph, input }) => relu6(graph, input("x")),
  Round({ graph, input }) {
    const x = input("x");
    return x.type === "int32" ? x : unary(graph, "Round", x);
  },
  Rsqrt: ({ graph, input }) => unary(graph, "Reciprocal", unary(graph, "Sqrt", input("x"))),
  Square({ graph, input }) {
    const x = input("x");
    return binary(graph, "Mul", [x, x]);
  },
  SquaredDifference(call) {
    const difference = binary(call.graph, "Sub", operands(call));
    return binary(call.graph, "Mul", [difference, difference]);
  },
  Step: step,
};

function operands({ input }: KernelCall): [Value, Value] {
  return [input("a"), input("b")];
}

function numberType({ type }: Value): "float32" | "int32" {
  return type === "int32" ? "int32" : "float32";
}
