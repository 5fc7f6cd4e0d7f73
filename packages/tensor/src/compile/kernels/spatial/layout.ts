import type { Value } from "../../graph.ts";
import { ints, LAYOUT_TRANSFORM } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { reshape, transpose } from "../array/primitives.ts";
import type { Geometry } from "./geometry.ts";

/** The step's images in the layout of a geometry: N x C x spatial axes, or 1 x C x spatial axes x N. */
export function toLayout(
  graph: GraphBuilder,
  x: Value,
  { isChannelsLast, layout }: Geometry,
): Value {
  const rank = x.shape.length;
  const spatial = isChannelsLast ? range(1, rank - 1) : range(2, rank);
  const channel = isChannelsLast ? rank - 1 : 1;
  if (layout === "NCHW") return transpose(graph, x, [0, channel, ...spatial]);
  const order = [channel, ...spatial, 0];
  const dimensions = order.map((axis) => x.shape[axis]!);
  return reshape(graph, transpose(graph, x, order), [1, ...dimensions]);
}

/** What {@link toLayout} gives, in the order of axes that the step has. */
export function fromLayout(
  graph: GraphBuilder,
  x: Value,
  { isChannelsLast, layout }: Geometry,
): Value {
  const rank = x.shape.length;
  const [image, channel, spatial] =
    layout === "CHWN" ? [rank - 1, 1, range(2, rank - 1)] : [0, 1, range(2, rank)];
  const perm = isChannelsLast ? [image, ...spatial, channel] : [image, channel, ...spatial];
  const shape = perm.map((axis) => x.shape[axis]!);
  return graph.node(LAYOUT_TRANSFORM, [x], { shape, type: x.type }, { perm: ints(perm) });
}

/** The whole numbers from one to below another. */
export function range(from: number, below: number): number[] {
  return Array.from({ length: below - from }, (_, i) => from + i);
}
