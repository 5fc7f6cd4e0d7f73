import type { Attribute } from "../graph.ts";
import { ints } from "../graph.ts";
import type { Geometry } from "./geometry.ts";
import { after } from "./geometry.ts";

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

/** The convolution that gives a filter's gradient, and the spatial extent of what it gives, which may be too large. */
export function exchanged({ input, output, filter, strides, dilations, before }: Geometry): {
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly extent: readonly number[];
} {
  const reach = filter.map(
    (extent, i) => (extent - 1) * dilations[i]! + (output[i]! - 1) * strides[i]! + 1,
  );
  const behind = reach.map((extent, i) => Math.max(0, extent - input[i]! - before[i]!));
  const extent = input.map((size, i) => {
    const free = size + before[i]! + behind[i]! - (output[i]! - 1) * strides[i]! - 1;
    return Math.floor(free / dilations[i]!) + 1;
  });
  const attributes = {
    kernel_shape: ints(output),
    strides: ints(dilations),
    dilations: ints(strides),
    pads: ints([...before, ...behind]),
  };
  return { attributes, extent };
}
