import { sizeOf } from "../../../tensors.ts";
import type { Value } from "../../graph.ts";
import { int } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { filled, reshape } from "../array/primitives.ts";
import type { Geometry } from "./geometry.ts";

/** The index of an element that lies in the padding. */
export const PADDING = -1;

/** For each element of a window, for each position of the window: an index. */
export type Im2colIndices = readonly (readonly number[])[];

/**
 * What im2col gathers: for each element of the window, for each of its positions, the index of the input's element that it
 * falls on, or {@link PADDING}. Elements are counted along the spatial axes without the images, which are the last axis.
 */
export function im2colIndices({
  input,
  output,
  filter,
  strides,
  dilations,
  padBefore,
}: Geometry): Im2colIndices {
  const positions = coordinates(output.slice(0, -1));
  return coordinates(filter.slice(0, -1)).map((offset) =>
    positions.map((position) =>
      position.reduce((index, start, i) => {
        const along = start * strides[i]! - padBefore[i]! + offset[i]! * dilations[i]!;
        const isOutside = index === PADDING || along < 0 || along >= input[i]!;
        return isOutside ? PADDING : index * input[i]! + along;
      }, 0),
    ),
  );
}

/** What col2im sums: for each element of the input the places in the flat list of {@link im2colIndices} that hold its index. */
export function col2imIndices(indices: Im2colIndices, { input }: Geometry): number[][] {
  const lists = Array.from({ length: sizeOf(input.slice(0, -1)) }, (): number[] => []);
  for (const [i, index] of indices.flat().entries()) if (index !== PADDING) lists[index]!.push(i);
  return lists;
}

/** A tensor in the layout CHWN, 1 x channels x spatial axes x images, as channels x elements x images. */
export function flattenSpatial(graph: GraphBuilder, x: Value): Value {
  const [, channels = 0, ...dimensions] = x.shape;
  const elements = sizeOf(dimensions.slice(0, -1));
  return reshape(graph, x, [channels, elements, dimensions.at(-1)!]);
}

/** The elements with some indices, channels x indices x images; `padding` for {@link PADDING}. */
export function gatherSpatial(
  graph: GraphBuilder,
  x: Value,
  { indices, padding }: { readonly indices: readonly number[]; readonly padding: number },
): Value {
  const [channels = 0, elements = 0, images = 0] = x.shape;
  const border = filled(graph, padding, { shape: [channels, 1, images], type: x.type });
  const padded = { shape: [channels, elements + 1, images], type: x.type };
  const source = indices.includes(PADDING)
    ? graph.node("Concat", [x, border], padded, { axis: int(1) })
    : x;
  const at = Int32Array.from(indices, (index) => (index === PADDING ? elements : index));
  const output = { shape: [channels, at.length, images], type: x.type };
  const inputs = [source, graph.constant(at, [at.length], "int32")];
  return graph.node("Gather", inputs, output, { axis: int(1) });
}

/** For each list of indices the sum of the elements that have them: channels x lists x images. */
export function sumSpatial(
  graph: GraphBuilder,
  x: Value,
  lists: readonly (readonly number[])[],
): Value {
  const longest = lists.reduce((length, list) => Math.max(length, list.length), 1);
  const terms = Array.from({ length: longest }, (_, i) =>
    gatherSpatial(graph, x, { indices: lists.map((list) => list[i] ?? PADDING), padding: 0 }),
  );
  return terms.length === 1 ? terms[0]! : graph.node("Sum", terms, terms[0]!);
}

/** The coordinates of every element of a tensor, row-major. */
function coordinates(dimensions: readonly number[]): number[][] {
  return dimensions.reduce<number[][]>(
    (all, size) => all.flatMap((at) => Array.from({ length: size }, (_, i) => [...at, i])),
    [[]],
  );
}
