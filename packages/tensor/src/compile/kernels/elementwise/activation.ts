import type { _FusedMatMulAttrs } from "@tensorflow/tfjs-core";
import type { Value } from "../../graph.ts";
import { elementwise } from "./arithmetic.ts";
import { binary } from "./operators.ts";
import type { KernelCall } from "../kernel.ts";

/** What a fused kernel does to its result. */
interface FusedAttrs {
  readonly activation?: _FusedMatMulAttrs["activation"] | null;
  readonly leakyreluAlpha?: number;
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

/** The end of a fused kernel: its result plus the input `bias`, if there is one, and the activation of the sum. */
export function fused({ graph, inputs, attrs }: KernelCall<FusedAttrs>, result: Value): Value {
  const { bias, preluActivationWeights: alpha } = inputs;
  const { activation, leakyreluAlpha } = attrs;
  const sum = bias === undefined ? result : binary(graph, "Add", [result, bias]);
  if (activation === undefined || activation === null || activation === "linear") return sum;
  const record = elementwise[KERNELS[activation]]!;
  const values = alpha === undefined ? { x: sum } : { x: sum, alpha };
  // Element-wise kernels give one value.
  return record({ graph, inputs: values, attrs: { alpha: leakyreluAlpha } }) as Value;
}
