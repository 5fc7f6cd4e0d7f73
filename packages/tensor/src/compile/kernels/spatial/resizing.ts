import type { ResizeBilinearAttrs } from "@tensorflow/tfjs-core";
import { sizeOf } from "../../../tensors.ts";
import type { Value } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { reshape } from "../array/primitives.ts";
import { matMul } from "../dense/matrix.ts";
import type { KernelTable, RecordKernel } from "../kernel.ts";
import { withAttributes } from "../kernel.ts";

/** How one axis is resized: pixels before and after, and where pixels are in their coordinates. */
interface Axis extends Pick<ResizeBilinearAttrs, "alignCorners" | "halfPixelCenters"> {
  readonly from: number;
  readonly to: number;
}

/** The weights of old pixels in new ones: a matrix, to x from. */
type Interpolation = (axis: Axis) => Float32Array;

const bilinear: Interpolation = (axis) =>
  weightsOf(axis, (position) => {
    const low = Math.max(0, Math.floor(position));
    const high = Math.min(axis.from - 1, Math.ceil(position));
    return [
      [low, 1 - (position - low)],
      [high, position - low],
    ];
  });

const nearest: Interpolation = (axis) =>
  weightsOf(axis, (position) => {
    // Where pixels have centres, theirs is half a pixel further on.
    const at = axis.halfPixelCenters ? position + 0.5 : position;
    const pixel = axis.alignCorners ? Math.round(at) : Math.floor(at);
    return [[Math.max(0, Math.min(axis.from - 1, pixel)), 1]];
  });

function weightsOf(
  { from, to, alignCorners, halfPixelCenters }: Axis,
  pixelsAt: (position: number) => readonly (readonly [pixel: number, weight: number])[],
): Float32Array {
  const ratio = alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
  const weights = new Float32Array(to * from);
  for (let i = 0; i < to; i++) {
    const position = halfPixelCenters ? ratio * (i + 0.5) - 0.5 : ratio * i;
    for (const [pixel, weight] of pixelsAt(position)) {
      const at = i * from + pixel;
      weights[at] = weights[at]! + weight;
    }
  }
  return weights;
}

/** Multiplies each axis by its matrix of weights, or for the gradient by its transpose. */
function multiplyAxes(
  graph: GraphBuilder,
  x: Value,
  {
    axes,
    interpolation,
    isGradient,
  }: {
    readonly axes: readonly Axis[];
    readonly interpolation: Interpolation;
    readonly isGradient: boolean;
  },
): Value {
  return axes.reduce((images, axis, i) => {
    const { from, to } = axis;
    const { shape } = images;
    const sizes = [sizeOf(shape.slice(0, i + 1)), shape[i + 1]!, sizeOf(shape.slice(i + 2))];
    const matrix = graph.constant(interpolation(axis), [to, from], "float32");
    const factors = [matrix, reshape(graph, images, sizes)] as const;
    const product = matMul(graph, factors, { transposeA: isGradient, transposeB: false });
    return reshape(graph, product, shape.with(i + 1, isGradient ? from : to));
  }, x);
}

const resize = (interpolation: Interpolation): RecordKernel =>
  withAttributes<ResizeBilinearAttrs>(({ graph, input, attrs }) => {
    const images = input("images");
    const axes = attrs.size.map((to, i) => ({ ...attrs, from: images.shape[i + 1]!, to }));
    return multiplyAxes(graph, images, { axes, interpolation, isGradient: false });
  });

const resizeGradient = (interpolation: Interpolation): RecordKernel =>
  withAttributes<ResizeBilinearAttrs>(({ graph, input, attrs }) => {
    const [images, dy] = [input("images"), input("dy")];
    const axes = [1, 2].map((i) => ({ ...attrs, from: images.shape[i]!, to: dy.shape[i]! }));
    return multiplyAxes(graph, dy, { axes, interpolation, isGradient: true });
  });

/** Kernels that resize images, and their gradients. */
export const resizing: KernelTable = {
  ResizeBilinear: resize(bilinear),
  ResizeBilinearGrad: resizeGradient(bilinear),
  ResizeNearestNeighbor: resize(nearest),
  ResizeNearestNeighborGrad: resizeGradient(nearest),
};
