import type { Attribute, Value } from "../../graph.ts";
import { int, ints } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { pad } from "../array/slicing.ts";
import type { Geometry } from "./geometry.ts";
import { padAfter } from "./geometry.ts";

/** Attributes of a node by their names. */
type Attributes = Readonly<Record<string, Attribute>>;

/** Attributes of ONNX's `Conv` for a geometry. */
export function convAttributes(geometry: Geometry): Attributes {
  return { ...poolAttributes(geometry), dilations: ints(geometry.dilations) };
}

/** Attributes of ONNX's `MaxPool` and `AveragePool` for a geometry: their windows are not dilated. */
export function poolAttributes(geometry: Geometry): Attributes {
  const { padBefore, strides, filter } = geometry;
  return {
    kernel_shape: ints(filter),
    strides: ints(strides),
    pads: ints([...padBefore, ...padAfter(geometry).map((width) => Math.max(0, width))]),
  };
}

/** Attributes of ONNX's `ConvTranspose`, which gives as many elements as went into the geometry. */
export function convTransposeAttributes(geometry: Geometry): Attributes {
  return {
    ...convAttributes(geometry),
    output_padding: ints(padAfter(geometry).map((width) => Math.max(0, -width))),
  };
}

/**
 * The convolution that gives a filter's gradient: over the input, with the gradient of the output as its filter, and with strides
 * and dilations exchanged.
 *
 * @param leading - The dimensions of the result before the spatial ones, which may be larger than the filter's.
 */
export function filterGradientConv(
  graph: GraphBuilder,
  [input, gradient]: readonly [Value, Value],
  geometry: Geometry,
  { leading, group = 1 }: { readonly leading: readonly number[]; readonly group?: number },
): Value {
  const { output, strides, dilations } = geometry;
  const paddings = windowPaddings(geometry);
  // ONNX Runtime's WebGPU provider forgets padding where a filter is as large as what it moves over, as here.
  const padded = pad(graph, input, { paddings: [[0, 0], [0, 0], ...paddings] });
  const spatial = paddings.map(([before, after], i) => {
    const free = geometry.input[i]! + before + after - (output[i]! - 1) * strides[i]! - 1;
    return Math.floor(free / dilations[i]!) + 1;
  });
  const attributes = {
    kernel_shape: ints(output),
    strides: ints(dilations),
    dilations: ints(strides),
    group: int(group),
  };
  const shape = [...leading, ...spatial];
  return graph.node("Conv", [padded, gradient], { shape, type: input.type }, attributes);
}

/** The padding before and after along each spatial axis with which every window is inside. */
function windowPaddings({ input, output, filter, strides, dilations, padBefore }: Geometry) {
  return input.map((size, i): [before: number, after: number] => {
    const reach = (filter[i]! - 1) * dilations[i]! + (output[i]! - 1) * strides[i]! + 1;
    return [padBefore[i]!, Math.max(0, reach - size - padBefore[i]!)];
  });
}
