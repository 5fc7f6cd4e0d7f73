import type { CastAttrs } from "@tensorflow/tfjs-core";
import { ONNX_TYPE } from "../../../onnx/schema.ts";
import type { ElementType, GraphBuilder, Value } from "../../graph.ts";
import { int } from "../../graph.ts";
import { unsupported } from "../../unsupported.ts";
import type { KernelTable } from "../kernel.ts";
import { withAttributes } from "../kernel.ts";
import { alike } from "../layout.ts";

/** The value in another element type: numbers are cut toward 0, truth is `not 0`. */
export function castTo(graph: GraphBuilder, x: Value, type: ElementType): Value {
  if (x.type === type) return x;
  return alike(graph, [x], ([value]) => {
    const output = { shape: value!.shape, type };
    const made = graph.node("Cast", [value], output, { to: int(ONNX_TYPE[type]) });
    return x.type === "bool" ? { ...made, truth: value! } : made;
  });
}

/** TensorFlow.js's element type as ours. @throws FairlineError `STEP_UNSUPPORTED` for complex numbers and strings */
export function elementType(dtype: string): Exclude<ElementType, "int64"> {
  if (dtype === "float32" || dtype === "int32" || dtype === "bool") return dtype;
  throw unsupported(`a tensor of the element type ${dtype}`);
}

/** The kernel that changes element types. */
export const cast: KernelTable = {
  Cast: withAttributes<CastAttrs>(({ graph, inputs, attrs }) =>
    castTo(graph, inputs["x"]!, elementType(attrs.dtype)),
  ),
};
