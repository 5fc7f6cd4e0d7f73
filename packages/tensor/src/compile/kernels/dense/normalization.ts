import type { FusedBatchNormAttrs, LRNAttrs, LRNGradAttrs } from "@tensorflow/tfjs-core";
import { sizeOf } from "../../../tensors.ts";
import type { Value } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { reshape } from "../array/primitives.ts";
import { binary, unary } from "../elementwise/operators.ts";
import type { KernelTable } from "../kernel.ts";
import { withAttributes } from "../kernel.ts";
import { matMul } from "./matrix.ts";

/** For each channel, the last axis, the sum over the channels that are at most `radius` away. */
function neighbourSum(graph: GraphBuilder, x: Value, radius: number): Value {
  const channels = x.shape.at(-1)!;
  const isNeighbour = Float32Array.from({ length: channels ** 2 }, (_, i) =>
    Math.abs((i % channels) - Math.floor(i / channels)) <= radius ? 1 : 0,
  );
  const neighbours = graph.constant(isNeighbour, [channels, channels], "float32");
  const pixels = reshape(graph, x, [sizeOf(x.shape.slice(0, -1)), channels]);
  const sums = matMul(graph, [pixels, neighbours], { transposeA: false, transposeB: false });
  return reshape(graph, sums, x.shape);
}

/** What each channel is divided by, to the power of beta: `bias + alpha * sum of the squares of its neighbours`. */
function normalizer(graph: GraphBuilder, x: Value, attrs: LRNAttrs): Value {
  const squares = neighbourSum(graph, binary(graph, "Mul", [x, x]), attrs.depthRadius);
  const scaled = binary(graph, "Mul", [squares, graph.scalar(attrs.alpha)]);
  return binary(graph, "Add", [scaled, graph.scalar(attrs.bias)]);
}

/** `1 / normalizer^beta`. */
function scaleOf(graph: GraphBuilder, divisor: Value, { beta }: LRNAttrs): Value {
  return binary(graph, "Pow", [divisor, graph.scalar(-beta)]);
}

/** Kernels that scale by given moments, `(x - mean) / sqrt(variance + epsilon) * scale + offset`, and by neighbouring channels. */
export const normalization: KernelTable = {
  FusedBatchNorm: withAttributes<FusedBatchNormAttrs>(({ graph, input, inputs, attrs }) => {
    const { scale, offset } = inputs;
    const variance = binary(graph, "Add", [input("variance"), graph.scalar(attrs.varianceEpsilon)]);
    const inverse = unary(graph, "Reciprocal", unary(graph, "Sqrt", variance));
    const factor = scale === undefined ? inverse : binary(graph, "Mul", [inverse, scale]);
    const centred = binary(graph, "Sub", [input("x"), input("mean")]);
    const scaled = binary(graph, "Mul", [centred, factor]);
    return offset === undefined ? scaled : binary(graph, "Add", [scaled, offset]);
  }),
  LRN: withAttributes<LRNAttrs>(({ graph, input, attrs }) => {
    const x = input("x");
    return binary(graph, "Mul", [x, scaleOf(graph, normalizer(graph, x, attrs), attrs)]);
  }),
  LRNGrad: withAttributes<LRNGradAttrs>(({ graph, input, attrs }) => {
    const [x, y, dy] = [input("x"), input("y"), input("dy")];
    const divisor = normalizer(graph, x, attrs);
    const direct = binary(graph, "Mul", [dy, scaleOf(graph, divisor, attrs)]);
    // By way of the divisors of the neighbours.
    const quotients = binary(graph, "Div", [binary(graph, "Mul", [dy, y]), divisor]);
    const factor = graph.scalar(2 * attrs.alpha * attrs.beta);
    const sums = neighbourSum(graph, quotients, attrs.depthRadius);
    const indirect = binary(graph, "Mul", [binary(graph, "Mul", [x, sums]), factor]);
    return binary(graph, "Sub", [direct, indirect]);
  }),
};
