import type { FusedBatchNormAttrs } from "@tensorflow/tfjs-core";
import type { Value } from "../graph.ts";
import { binary, unary } from "./elementwise.ts";
import type { KernelTable } from "./kernel.ts";
import { withAttributes } from "./kernel.ts";

/** The kernel that scales by given moments: `(x - mean) / sqrt(variance + epsilon) * scale + offset`. */
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
};
