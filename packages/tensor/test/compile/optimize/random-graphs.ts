import fc from "fast-check";
import type { Graph, Value } from "../../../src/compile/graph.ts";
import { int, ints, LAYOUT_TRANSFORM } from "../../../src/compile/graph.ts";
import { GraphBuilder } from "../../../src/compile/graph-builder.ts";
import { expand, reshape, transpose } from "../../../src/compile/kernels/array/primitives.ts";
import { concat } from "../../../src/compile/kernels/array/shape.ts";
import { pad, slice } from "../../../src/compile/kernels/array/slicing.ts";
import { castTo } from "../../../src/compile/kernels/elementwise/cast.ts";
import { binary, unary, where } from "../../../src/compile/kernels/elementwise/operators.ts";
import { sizeOf } from "../../../src/tensors.ts";

/** An operation on a value, with another value where it takes one; the number stands for its arguments. */
type Operation = (graph: GraphBuilder, x: Value, other: Value, number: number) => Value;

/** The axes of a value in an order that a number stands for. */
function orderOf({ shape }: Value, number: number): number[] {
  const left = [...shape.keys()];
  return shape.map((_, i) => left.splice(Math.floor(number / (i + 1)) % left.length, 1)[0]!);
}

/** The other value where `x` keeps its shape with it, else `x`. */
function fitting(x: Value, other: Value): Value {
  const fits = other.shape.every((size, i) =>
    [1, x.shape.at(i - other.shape.length)].includes(size),
  );
  return other.shape.length <= x.shape.length && fits ? other : x;
}

/** The sums along some axes, which stay with one element. */
function sums(graph: GraphBuilder, x: Value, number: number, op = "ReduceSum"): Value {
  const axes = [...x.shape.keys()].filter((axis) => (number >> axis) % 2 === 1);
  if (axes.length === 0) return x;
  const shape = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
  const inputs = [x, graph.integers(axes)];
  return graph.node(op, inputs, { shape, type: x.type }, { keepdims: int(1) });
}

const masked: Operation = (graph, x, other, number) => {
  const waves = unary(graph, "Sin", binary(graph, "Mul", [x, graph.scalar(1 + (number % 7))]));
  const by = number % 3 === 0 ? sums(graph, waves, number) : fitting(x, waves);
  const isPositive = binary(graph, "Greater", [fitting(by, other), graph.scalar(0)], "bool");
  return binary(graph, "Mul", [x, castTo(graph, isPositive, "float32")]);
};

/** Each of them changes a value as kernels do. */
const OPERATIONS: readonly Operation[] = [
  (graph, x) => unary(graph, "Neg", x),
  (graph, x, other) => binary(graph, "Add", [x, fitting(x, other)]),
  (graph, x, other) => binary(graph, "Sub", [fitting(x, other), x]),
  masked,
  (graph, x, other, number) => masked(graph, masked(graph, x, other, number), x, number + 1),
  (graph, x, _, number) => binary(graph, "Mul", [x, graph.scalar(1 + (number % 2))]),
  (graph, x) => {
    const ones = graph.constant(Float32Array.of(1), x.shape.map(() => 1).concat(1), "float32");
    return binary(graph, "Mul", [x, ones]);
  },
  (graph, x, _, number) => {
    const relu = unary(graph, "Relu", x);
    const isMore = binary(graph, "Greater", [x, graph.scalar((number % 3) - 1)], "bool");
    return where(graph, isMore, [relu, unary(graph, "Neg", x)]);
  },
  (graph, x, _, number) => transpose(graph, x, orderOf(x, number)),
  (graph, x) => reshape(graph, x, [sizeOf(x.shape)]),
  (graph, x, _, number) =>
    reshape(graph, x, x.shape.toSpliced(number % (x.shape.length + 1), 0, 1)),
  (graph, x) => reshape(graph, x, [x.shape.slice(0, 2), x.shape.slice(2)].map(sizeOf)),
  (graph, x, _, number) => expand(graph, x, [1 + (number % 2), ...x.shape]),
  (graph, x, _, number) => sums(graph, x, number, ["ReduceMax", "ReduceMean"][number % 2]),
  (graph, x, other, number) => {
    const isSame = other.shape.join() === x.shape.join();
    return concat(graph, [x, isSame ? other : x], number % x.shape.length);
  },
  (graph, x, _, number) => {
    const begin = x.shape.map((size, i) => (number + i) % size);
    return slice(graph, x, { begin, shape: x.shape.map((size, i) => size - begin[i]!) });
  },
  (graph, x, _, number) =>
    pad(graph, x, { paddings: x.shape.map((_, i) => [(number + i) % 2, 0]) }),
];

/** A value as a kernel hands it out: with its axes in another order, or without those of one element. */
function handedOut(graph: GraphBuilder, x: Value, number: number): Value {
  const order = number % 2 === 0 ? orderOf(x, number) : [...x.shape.keys()];
  const perm = order.filter((axis) => x.shape[axis] !== 1 || number % 3 === 0);
  if (perm.length === 0) return x;
  const output = { shape: perm.map((axis) => x.shape[axis]!), type: x.type };
  return graph.node(LAYOUT_TRANSFORM, [x], output, { perm: ints(perm) });
}

const steps = fc.array(
  fc.record({
    operation: fc.nat({ max: OPERATIONS.length - 1 }),
    isHandedOut: fc.boolean(),
    first: fc.nat(99),
    second: fc.nat(99),
    number: fc.nat(99),
  }),
  { minLength: 3, maxLength: 14 },
);

/** Graphs of `x`, 2 x 1 x 3 x 4, and `y`, 3 x 4, of random operations. */
export const graphs: fc.Arbitrary<Graph> = steps.map((drawn) => {
  const graph = new GraphBuilder();
  const values: Value[] = [
    graph.input("x", { shape: [2, 1, 3, 4], type: "float32" }),
    graph.input("y", { shape: [3, 4], type: "float32" }),
  ];
  for (const { operation, isHandedOut, first, second, number } of drawn) {
    // Most of them go on from the last value.
    const source = first % 4 === 0 ? values[first % values.length]! : values.at(-1)!;
    const x = isHandedOut ? handedOut(graph, source, number) : source;
    const made = OPERATIONS[operation]!(graph, x, values[second % values.length]!, number);
    if (made.shape.length < 6 && sizeOf(made.shape) <= 600) values.push(made);
  }
  const outputs = values.filter((_, i) => i % 3 === 0 || i === values.length - 1);
  return graph.finish(Object.fromEntries(outputs.map((value, i) => [`out${String(i)}`, value])));
});
