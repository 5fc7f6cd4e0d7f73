import type { Attribute, Value } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { int, ints } from "../../graph.ts";
import type { Geometry } from "./geometry.ts";
import { after } from "./geometry.ts";
import { pad } from "../array/slicing.ts";

/** Attributes of ONNX's convolution for a geometry. */
export function windowOf(geometry: Geometry): Readonly<Record<string, Attribute>> {
  return { ...placesOf(geometry), dilations: ints(geometry.dilations) };
}

/** Attributes of ONNX's pooling for a geometry: its windows are not dilated. */
export function placesOf(geometry: Geometry): Readonly<Record<string, Attribute>> {
  const { before, strides, filter } = geometry;
  return {
    kernel_shape: ints(filter),
    strides: ints(strides),
    pads: ints([...before, ...after(geometry).map((width) => Math.max(0, width))]),
  };
}

/** Attributes of ONNX's transposed convolution, which gives as many elements as went into the geometry. */
export function spreadOf(geometry: Geometry): Readonly<Record<string, Attribute>> {
  return {
    ...windowOf(geometry),
    output_padding: ints(after(geometry).map((width) => Math.max(0, -width))),
  };
}

/**
 * The convolution that gives a filter's gradient: over the input, with the gradient of the output as its filter, strides and
 * dilations exchanged.
 *
 * @param leading - The extents of what it gives before the spatial ones, which may be larger than the filter's.
 */
export function exchanged(
  graph: GraphBuilder,
  [input, gradient]: readonly [Value, Value],
  geometry: Geometry,
  { leading, group = 1 }: { readonly leading: readonly number[]; readonly group?: number },
): Value {
  const { output, strides, dilations } = geometry;
  const borders = bordersOf(geometry);
  // ONNX Runtime's WebGPU provider forgets padding where a filter is as large as what it moves over, as here.
  const padded = pad(graph, input, { borders: [[0, 0], [0, 0], ...borders] });
  const extent = borders.map(([before, after], i) => {
    const free = geometry.input[i]! + before + after - (output[i]! - 1) * strides[i]! - 1;
    return Math.floor(free / dilations[i]!) + 1;
  });
  const attributes = {
    kernel_shape: ints(output),
    strides: ints(dilations),
    dilations: ints(strides),
    group: int(group),
  };
  const shape = [...leading, ...extent];
  return graph.node("Conv", [padded, gradient], { shape, type: input.type }, attributes);
}

/** The padding before and after along each spatial axis with which every window lies inside. */
function bordersOf({ input, output, filter, strides, dilations, before }: Geometry) {
  return input.map((extent, i): [before: number, after: number] => {
    const reach = (filter[i]! - 1) * dilations[i]! + (output[i]! - 1) * strides[i]! + 1;
    return [before[i]!, Math.max(0, reach - extent - before[i]!)];
  });
}
