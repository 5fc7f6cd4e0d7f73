import { sizeOf } from "../../../tensors.ts";
import type { Value } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { int } from "../../graph.ts";
import { filled, reshape } from "../array/arrange.ts";
import type { Geometry } from "./geometry.ts";

/** No place: padding. */
export const NONE = -1;

/**
 * Where the taps of a window lie: for each element of the window, for each of its places, the input's element that it
 * falls on, or -1 in the padding. Elements are counted along the spatial axes without the rows, which are the last.
 */
export function tapPlaces({
  input,
  output,
  filter,
  strides,
  dilations,
  before,
}: Geometry): number[][] {
  const outputs = coordinates(output.slice(0, -1));
  return coordinates(filter.slice(0, -1)).map((tap) =>
    outputs.map((place) =>
      place.reduce((at, start, i) => {
        const along = start * strides[i]! - before[i]! + tap[i]! * dilations[i]!;
        const isOutside = at === NONE || along < 0 || along >= input[i]!;
        return isOutside ? NONE : at * input[i]! + along;
      }, 0),
    ),
  );
}

/** Every element of the input's list of the taps that fall on it, counted through {@link tapPlaces}. */
export function tapsAt(places: readonly (readonly number[])[], { input }: Geometry): number[][] {
  const lists = Array.from({ length: sizeOf(input.slice(0, -1)) }, (): number[] => []);
  for (const [i, place] of places.flat().entries()) if (place !== NONE) lists[place]!.push(i);
  return lists;
}

/** A tensor that lies with its rows last, as channels x elements x rows. */
export function rowsOf(graph: GraphBuilder, first: Value): Value {
  const [, channels = 0, ...extents] = first.shape;
  return reshape(graph, first, [channels, sizeOf(extents.slice(0, -1)), extents.at(-1)!]);
}

/** The elements at some places, channels x places x rows; `filler` where there is none. */
export function read(
  graph: GraphBuilder,
  rows: Value,
  { places, filler }: { readonly places: readonly number[]; readonly filler: number },
): Value {
  const [channels = 0, elements = 0, count = 0] = rows.shape;
  const isPadded = places.includes(NONE);
  const border = filled(graph, filler, { shape: [channels, 1, count], type: rows.type });
  const padded = { shape: [channels, elements + 1, count], type: rows.type };
  const source = isPadded ? graph.node("Concat", [rows, border], padded, { axis: int(1) }) : rows;
  const at = Int32Array.from(places, (place) => (place === NONE ? elements : place));
  const shape = [channels, at.length, count];
  const indices = graph.constant(at, [at.length], "int32");
  return graph.node("Gather", [source, indices], { shape, type: rows.type }, { axis: int(1) });
}

/** For each list the sum of the elements that it names: channels x lists x rows. */
export function sumOf(
  graph: GraphBuilder,
  rows: Value,
  lists: readonly (readonly number[])[],
): Value {
  const most = lists.reduce((length, list) => Math.max(length, list.length), 1);
  const parts = Array.from({ length: most }, (_, i) =>
    read(graph, rows, { places: lists.map((list) => list[i] ?? NONE), filler: 0 }),
  );
  return parts.length === 1 ? parts[0]! : graph.node("Sum", parts, parts[0]!);
}

/** Every place in a tensor of these extents, row-major. */
function coordinates(extents: readonly number[]): number[][] {
  return extents.reduce<number[][]>(
    (all, extent) => all.flatMap((at) => Array.from({ length: extent }, (_, i) => [...at, i])),
    [[]],
  );
}
