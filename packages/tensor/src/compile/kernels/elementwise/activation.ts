import type { _FusedMatMulAttrs } from "@tensorflow/tfjs-core";
import { unreachable } from "@fairline/core";
import type { Value } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import type { KernelCall } from "../kernel.ts";
import { leakyRelu, prelu, relu6 } from "./arithmetic.ts";
import { binary, unary } from "./operators.ts";

/** The slope below 0 that `tf.leakyRelu` has where none is given. */
const DEFAULT_ALPHA = 0.2;

type Activation = NonNullable<_FusedMatMulAttrs["activation"]>;

/** What a fused kernel does to its result. */
interface FusedAttrs {
  readonly activation?: Activation | null;
  readonly leakyreluAlpha?: number;
}

/** The end of a fused kernel: its result plus the input `bias`, if there is one, and the activation of the sum. */
export function fused(call: KernelCall<FusedAttrs>, result: Value): Value {
  const { graph, inputs, attrs } = call;
  const { bias } = inputs;
  const sum = bias === undefined ? result : binary(graph, "Add", [result, bias]);
  return activated(graph, sum, attrs.activation ?? "linear", call);
}

function activated(
  graph: GraphBuilder,
  x: Value,
  activation: Activation,
  { input, attrs }: KernelCall<FusedAttrs>,
): Value {
  switch (activation) {
    case "linear":
      return x;
    case "elu":
      return unary(graph, "Elu", x);
    case "leakyrelu":
      return leakyRelu(graph, x, attrs.leakyreluAlpha ?? DEFAULT_ALPHA);
    case "prelu":
      return prelu(graph, x, input("preluActivationWeights"));
    case "relu":
      return unary(graph, "Relu", x);
    case "relu6":
      return relu6(graph, x);
    case "sigmoid":
      return unary(graph, "Sigmoid", x);
    default:
      return unreachable(activation);
  }
}
