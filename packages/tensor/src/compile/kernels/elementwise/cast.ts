import type { CastAttrs } from "@tensorflow/tfjs-core";
import { ONNX_TYPE } from "../../../onnx/schema.ts";
import type { ElementType, Value } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { int } from "../../graph.ts";
import { unsupported } from "../../unsupported.ts";
import type { KernelTable } from "../kernel.ts";
import { withAttributes } from "../kernel.ts";

/** The value in another element type: numbers are rounded towards 0, and a boolean is `not 0`. */
export function castTo(graph: GraphBuilder, x: Value, type: ElementType): Value {
  if (x.type === type) return x;
  return graph.node("Cast", [x], { shape: x.shape, type }, { to: int(ONNX_TYPE[type]) });
}

/** TensorFlow.js's element type as ours. @throws FairlineError `STEP_UNSUPPORTED` for complex numbers and strings */
export function elementType(dtype: string): Exclude<ElementType, "int64"> {
  if (dtype === "float32" || dtype === "int32" || dtype === "bool") return dtype;
  throw unsupported(`a tensor of the element type ${dtype}`);
}

/** The kernel that changes element types. */
export const cast: KernelTable = {
  Cast: withAttributes<CastAttrs>(({ graph, input, attrs }) =>
    castTo(graph, input("x"), elementType(attrs.dtype)),
  ),
};
