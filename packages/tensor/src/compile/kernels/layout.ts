import { backend_util } from "../../tfjs.ts";
import { sizeOf } from "../../tensors.ts";
import type { GraphBuilder, Value } from "../graph.ts";
import { expand, reshape, transpose } from "./array/arrange.ts";

/**
 * A value with its axes in another order, axis i being axis `perm[i]` of `inner`, that remembers what it is made of. Axes of
 * `inner` that are not named have extent 1.
 *
 * Kernels that compute in an order of their own give their results so: what follows is computed in that order, and
 * the axes move only where something needs them moved.
 */
export function seen(graph: GraphBuilder, inner: Value, perm: readonly number[]): Value {
  if (perm.length === inner.shape.length && perm.every((axis, i) => axis === i)) return inner;
  return { ...transpose(graph, inner, perm), inner: { value: inner, perm } };
}

/** The value in the order of axes in which another one lies; its rank may be lower. */
export function laid(
  graph: GraphBuilder,
  x: Value,
  { value: { shape }, perm }: NonNullable<Value["inner"]>,
): Value {
  if (x.inner?.perm.join() === perm.join() && x.inner.value.shape.length === shape.length) {
    return x.inner.value;
  }
  if (x.shape.length === 0) return x;
  const raised = [...Array<number>(perm.length - x.shape.length).fill(1), ...x.shape];
  const named = [...shape.keys()].filter((axis) => perm.includes(axis));
  const order = named.map((axis) => perm.indexOf(axis));
  const turned = transpose(graph, reshape(graph, x, raised), order);
  return reshape(
    graph,
    turned,
    shape.map((_, axis) => raised[perm.indexOf(axis)] ?? 1),
  );
}

/**
 * Does work that treats all elements alike, with broadcasting: on what its values are made of where one that is as large as
 * any lies in another order of axes, and once for what is repeated.
 *
 * @param work - Gives what its arguments broadcast to, in whatever order they lie.
 */
export function alike(
  graph: GraphBuilder,
  values: readonly Value[],
  work: (values: readonly Value[]) => Value,
): Value {
  const single = values.map((value) => value.repeated ?? value);
  return expand(graph, inOrder(graph, single, work), broadcast(values));
}

/** The shape that tensors broadcast to. */
export function broadcast(values: readonly Value[]): number[] {
  return values.reduce<number[]>(
    (shape, value) => backend_util.assertAndGetBroadcastShape(shape, [...value.shape]),
    [],
  );
}

function inOrder(
  graph: GraphBuilder,
  values: readonly Value[],
  work: (values: readonly Value[]) => Value,
): Value {
  const size = Math.max(...values.map(({ shape }) => sizeOf(shape)));
  const rank = Math.max(...values.map(({ shape }) => shape.length));
  const inner = values.find(
    ({ shape, inner: other }) =>
      other !== undefined && shape.length === rank && sizeOf(shape) === size,
  )?.inner;
  if (inner === undefined) return work(values);
  const made = work(values.map((value) => laid(graph, value, inner)));
  return seen(graph, made, inner.perm);
}
