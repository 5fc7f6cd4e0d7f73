import type { FusedBatchNormAttrs, LRNAttrs, LRNGradAttrs } from "@tensorflow/tfjs-core";
import { sizeOf } from "../../../tensors.ts";
import type { Value } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { reshape } from "../array/arrange.ts";
import { binary, unary } from "../elementwise/operators.ts";
import type { KernelTable } from "../kernel.ts";
import { withAttributes } from "../kernel.ts";
import { matMul } from "./matrix.ts";

/** For each channel, the last axis, the sum over the channels that are at most `radius` away. */
function sumNear(graph: GraphBuilder, x: Value, radius: number): Value {
  const channels = x.shape.at(-1)!;
  const isNear = Float32Array.from({ length: channels ** 2 }, (_, i) =>
    Math.abs((i % channels) - Math.floor(i / channels)) <= radius ? 1 : 0,
  );
  const near = graph.constant(isNear, [channels, channels], "float32");
  const pixels = reshape(graph, x, [sizeOf(x.shape.slice(0, -1)), channels]);
  const sums = matMul(graph, [pixels, near], { transposeA: false, transposeB: false });
  return reshape(graph, sums, x.shape);
}

/** What each channel is divided by, to the power of beta: `bias + alpha * sum of squares near`. */
function spreadNear(graph: GraphBuilder, x: Value, attrs: LRNAttrs): Value {
  const squares = sumNear(graph, binary(graph, "Mul", [x, x]), attrs.depthRadius);
  const scaled = binary(graph, "Mul", [squares, graph.scalar(attrs.alpha)]);
  return binary(graph, "Add", [scaled, graph.scalar(attrs.bias)]);
}

/** `1 / spread^beta`. */
function factorNear(graph: GraphBuilder, spread: Value, { beta }: LRNAttrs): Value {
  return binary(graph, "Pow", [spread, graph.scalar(-beta)]);
}

/** Kernels that scale by given moments, `(x - mean) / sqrt(variance + epsilon) * scale + offset`, and by channels near. */
export const normalization: KernelTable = {
  FusedBatchNorm: withAttributes<FusedBatchNormAttrs>(({ graph, inputs, attrs }) => {
    const { x, mean, variance, scale, offset } = inputs as {
      x: Value;
      mean: Value;
      variance: Value;
      scale?: Value;
      offset?: Value;
    };
    const spread = binary(graph, "Add", [variance, graph.scalar(attrs.varianceEpsilon)]);
    const inverse = unary(graph, "Reciprocal", unary(graph, "Sqrt", spread));
    const factor = scale === undefined ? inverse : binary(graph, "Mul", [inverse, scale]);
    const scaled = binary(graph, "Mul", [binary(graph, "Sub", [x, mean]), factor]);
    return offset === undefined ? scaled : binary(graph, "Add", [scaled, offset]);
  }),
  LRN: withAttributes<LRNAttrs>(({ graph, inputs, attrs }) => {
    const { x } = inputs as { x: Value };
    return binary(graph, "Mul", [x, factorNear(graph, spreadNear(graph, x, attrs), attrs)]);
  }),
  LRNGrad: withAttributes<LRNGradAttrs>(({ graph, inputs, attrs }) => {
    const { x, y, dy } = inputs as { x: Value; y: Value; dy: Value };
    const spread = spreadNear(graph, x, attrs);
    const own = binary(graph, "Mul", [dy, factorNear(graph, spread, attrs)]);
    // By way of the spreads of the channels near.
    const shares = binary(graph, "Div", [binary(graph, "Mul", [dy, y]), spread]);
    const scale = graph.scalar(2 * attrs.alpha * attrs.beta);
    const others = binary(graph, "Mul", [x, sumNear(graph, shares, attrs.depthRadius)]);
    return binary(graph, "Sub", [own, binary(graph, "Mul", [others, scale])]);
  }),
};
