import type { _FusedMatMulAttrs } from "@tensorflow/tfjs-core";
import type { GraphBuilder, Value } from "../graph.ts";
import { elementwise } from "./elementwise.ts";

/** What a fused kernel does to its result. */
interface ActivationAttrs {
  readonly activation?: _FusedMatMulAttrs["activation"] | null;
  readonly leakyreluAlpha?: number;
  /** Slopes of `prelu`. */
  readonly alpha: Value | undefined;
}

/** Kernels by the names that fused kernels have for them. */
const KERNELS = {
  elu: "Elu",
  leakyrelu: "LeakyRelu",
  prelu: "Prelu",
  relu: "Relu",
  relu6: "Relu6",
  sigmoid: "Sigmoid",
} as const;

/** The activation at the end of a fused kernel. */
export function activate(
  graph: GraphBuilder,
  x: Value,
  { activation, leakyreluAlpha, alpha }: ActivationAttrs,
): Value {
  if (activation === undefined || activation === null || activation === "linear") return x;
  const record = elementwise[KERNELS[activation]]!;
  const inputs = alpha === undefined ? { x } : { x, alpha };
  // Element-wise kernels give one value.
  return record({ graph, inputs, attrs: { alpha: leakyreluAlpha } }) as Value;
}
