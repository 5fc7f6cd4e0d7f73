import type { ResizeBilinearAttrs } from "@tensorflow/tfjs-core";
import type { Value } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { matMul } from "../dense/matrix.ts";
import type { KernelTable, RecordKernel } from "../kernel.ts";
import { withAttributes } from "../kernel.ts";
import { reshape } from "../array/arrange.ts";

/** How one axis is read: old and new extent, and how pixels are placed. */
interface Axis extends Pick<ResizeBilinearAttrs, "alignCorners" | "halfPixelCenters"> {
  readonly from: number;
  readonly to: number;
}

/** The weights, to x from, with which new pixels are made of old ones. */
type Weights = (axis: Axis) => Float32Array;

const bilinear: Weights = (axis) =>
  weightsOf(axis, (place) => {
    const low = Math.max(0, Math.floor(place));
    const high = Math.min(axis.from - 1, Math.ceil(place));
    return [
      [low, 1 - (place - low)],
      [high, place - low],
    ];
  });

const nearest: Weights = (axis) =>
  weightsOf(axis, (place) => {
    // Where pixels have centres, theirs is half a pixel further on.
    const at = axis.halfPixelCenters ? place + 0.5 : place;
    const near = axis.alignCorners ? Math.round(at) : Math.floor(at);
    return [[Math.max(0, Math.min(axis.from - 1, near)), 1]];
  });

function weightsOf(
  { from, to, alignCorners, halfPixelCenters }: Axis,
  readAt: (place: number) => readonly (readonly [number, number])[],
): Float32Array {
  const ratio = alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
  const weights = new Float32Array(to * from);
  for (let i = 0; i < to; i++) {
    const place = halfPixelCenters ? ratio * (i + 0.5) - 0.5 : ratio * i;
    for (const [pixel, weight] of readAt(place)) {
      const at = i * from + pixel;
      weights[at] = weights[at]! + weight;
    }
  }
  return weights;
}

/** Resizes by a matrix an axis; its gradient is by their transposes. */
function apply(
  graph: GraphBuilder,
  x: Value,
  {
    axes,
    weights,
    isBack,
  }: { readonly axes: readonly Axis[]; readonly weights: Weights; readonly isBack: boolean },
): Value {
  return axes.reduce((image, axis, i) => {
    const { from, to } = axis;
    const [before, extent, behind] = around(image.shape, i + 1);
    const rows = reshape(graph, image, [before, extent, behind]);
    const matrix = graph.constant(weights(axis), [to, from], "float32");
    const made = matMul(graph, [matrix, rows], { transposeA: isBack, transposeB: false });
    return reshape(graph, made, image.shape.with(i + 1, isBack ? from : to));
  }, x);
}

/** Products of the extents before an axis and behind it, and its own. */
function around(shape: readonly number[], axis: number): [number, number, number] {
  const product = (extents: readonly number[]): number => extents.reduce((a, b) => a * b, 1);
  return [product(shape.slice(0, axis)), shape[axis]!, product(shape.slice(axis + 1))];
}

const resize = (weights: Weights): RecordKernel =>
  withAttributes<ResizeBilinearAttrs>(({ graph, inputs, attrs }) => {
    const { images } = inputs as { images: Value };
    const axes = attrs.size.map((to, i) => ({ ...attrs, from: images.shape[i + 1]!, to }));
    return apply(graph, images, { axes, weights, isBack: false });
  });

const resizeBack = (weights: Weights): RecordKernel =>
  withAttributes<ResizeBilinearAttrs>(({ graph, inputs, attrs }) => {
    const { images, dy } = inputs as { images: Value; dy: Value };
    const axes = [1, 2].map((i) => ({ ...attrs, from: images.shape[i]!, to: dy.shape[i]! }));
    return apply(graph, dy, { axes, weights, isBack: true });
  });

/** Kernels that resize images, and their gradients. */
export const resizing: KernelTable = {
  ResizeBilinear: resize(bilinear),
  ResizeBilinearGrad: resizeBack(bilinear),
  ResizeNearestNeighbor: resize(nearest),
  ResizeNearestNeighborGrad: resizeBack(nearest),
};
