import { describe, expect, it } from "vitest";
import type { Value } from "../../../src/compile/graph.ts";
import { int, ints, LAYOUT_TRANSFORM } from "../../../src/compile/graph.ts";
import { GraphBuilder } from "../../../src/compile/graph-builder.ts";
import { broadcast } from "../../../src/compile/kernels/elementwise/broadcast.ts";
import { ELEMENTWISE } from "../../../src/compile/optimize/elementwise.ts";
import { optimize } from "../../../src/compile/optimize/optimize.ts";
import { REDUCTIONS } from "../../../src/compile/optimize/sink-layout.ts";
import { lines } from "./lines.ts";

const float = (...shape: number[]) => ({ shape, type: "float32" }) as const;
const truth = (...shape: number[]) => ({ shape, type: "bool" }) as const;

/** The lines of what a body computes, optimized: from `x`, 2 x 3 x 4. */
function optimized(body: (graph: GraphBuilder, x: Value) => Value): string[] {
  const graph = new GraphBuilder();
  const x = graph.input("x", float(2, 3, 4));
  return lines(optimize(graph.finish({ y: body(graph, x) })));
}

/** A view of `x`, 4 x 2 x 3, as a kernel hands it out that computes in the order of `x`. */
function view(graph: GraphBuilder, x: Value, perm = [2, 0, 1]): Value {
  const shape = perm.map((axis) => x.shape[axis]!);
  return graph.node(LAYOUT_TRANSFORM, [x], { shape, type: x.type }, { perm: ints(perm) });
}

const elementwise = (graph: GraphBuilder, op: string, ...operands: Value[]): Value =>
  graph.node(op, operands, { shape: broadcast(operands), type: "float32" });

const reshape = (graph: GraphBuilder, x: Value, ...shape: number[]): Value =>
  graph.node("Reshape", [x, graph.integers(shape)], float(...shape));

describe("a view of a kernel's result", () => {
  it.each(ELEMENTWISE)("has its axes moved after %s", (op) => {
    const found = optimized((graph, x) => elementwise(graph, op, view(graph, x), graph.scalar(2)));
    expect(found).toEqual([`v0 = ${op}(x, [2])`, "y = Transpose<201>(v0)"]);
  });

  it("has its axes moved once after several operations, and not where a last kernel undoes it", () => {
    const chain = (graph: GraphBuilder, x: Value): Value =>
      elementwise(graph, "Exp", elementwise(graph, "Neg", view(graph, x)));
    expect(optimized(chain)).toEqual(["v0 = Neg(x)", "v1 = Exp(v0)", "y = Transpose<201>(v1)"]);
    const undone = optimized((graph, x) =>
      graph.node("Transpose", [chain(graph, x)], float(2, 3, 4), { perm: ints([1, 2, 0]) }),
    );
    expect(undone).toEqual(["v0 = Neg(x)", "y = Exp(v0)"]);
  });

  it("has operands of lower rank moved into its order, and those as large as it", () => {
    const found = optimized((graph, x) => {
      const bias = graph.constant(Float32Array.of(1, 2, 3), [3], "float32");
      const other = graph.input("other", float(4, 2, 3));
      return elementwise(graph, "Add", elementwise(graph, "Mul", view(graph, x), bias), other);
    });
    expect(found).toEqual([
      "v0 = Mul(x, [1 2 3])",
      "v1 = Transpose<120>(other)",
      "v2 = Add(v0, v1)",
      "y = Transpose<201>(v2)",
    ]);
  });

  it("has another view moved into its order where that is another one", () => {
    const found = optimized((graph, x) => {
      const cube = graph.input("cube", float(2, 3, 4));
      const other = view(graph, reshape(graph, cube, 3, 4, 2), [1, 2, 0]);
      return elementwise(graph, "Sub", view(graph, x), other);
    });
    expect(found).toEqual([
      "v0 = Reshape(cube, [3 4 2])",
      "v1 = Transpose<201>(v0)",
      "v2 = Sub(x, v1)",
      "y = Transpose<201>(v2)",
    ]);
  });

  it("leaves an operand that is larger than it in its place", () => {
    const found = optimized((graph, x) => {
      const larger = graph.input("larger", float(5, 4, 2, 3));
      return elementwise(graph, "Add", view(graph, x), larger);
    });
    expect(found).toEqual(["v0 = Transpose<201>(x)", "y = Add(v0, larger)"]);
    const graph = new GraphBuilder();
    const flat = graph.input("flat", float(2, 3, 1));
    const tall = graph.input("tall", float(4, 2, 3));
    const y = elementwise(graph, "Add", view(graph, flat), tall);
    expect(lines(optimize(graph.finish({ y })))).toEqual([
      "v0 = Reshape(flat, [1 2 3])",
      "y = Add(v0, tall)",
    ]);
  });

  it.each(REDUCTIONS)("is reduced by %s in its order, along the same axes", (op) => {
    const reduced = (keepdims: number, ...shape: number[]) =>
      optimized((graph, x) => {
        const inputs = [view(graph, x), graph.integers([0, 2])];
        return graph.node(op, inputs, float(...shape), { keepdims: int(keepdims) });
      });
    expect(reduced(1, 1, 2, 1)).toEqual([`v0 = ${op}(x, [2 1])`, "y = Reshape(v0, [1 2 1])"]);
    expect(reduced(0, 2)).toEqual([`v0 = ${op}(x, [2 1])`, "y = Reshape(v0, [2])"]);
  });

  it("is joined, sliced and padded in its order", () => {
    const found = optimized((graph, x) => {
      const joined = graph.node("Concat", [view(graph, x), view(graph, x)], float(4, 2, 6), {
        axis: int(2),
      });
      const lists = [[1, 0], [4, 2], [2, 1], [3, 1]].map((list) => graph.integers(list)); // prettier-ignore
      const sliced = graph.node("Slice", [joined, ...lists], float(4, 2, 1));
      const pads = graph.integers([1, 2, 3, 4, 5, 6]);
      return graph.node("Pad", [sliced, pads, graph.scalar(0)], float(9, 9, 10));
    });
    expect(found).toEqual([
      "v0 = Concat(x, x)",
      "v1 = Slice(v0, [1 0], [4 2], [1 0], [3 1])",
      "v2 = Pad(v1, [2 3 1 5 6 4], [0])",
      "y = Transpose<201>(v2)",
    ]);
  });

  it("of a view is one of its source", () => {
    const found = optimized((graph, x) => view(graph, view(graph, x), [1, 2, 0]));
    expect(found).toEqual(["y = Identity(x)"]);
  });

  it("may leave out axes of one element", () => {
    const graph = new GraphBuilder();
    const x = graph.input("x", float(1, 3, 4));
    const y = elementwise(graph, "Neg", view(graph, x, [2, 1]));
    const back = graph.node("Transpose", [y], float(3, 4), { perm: ints([1, 0]) });
    expect(lines(optimize(graph.finish({ y, same: reshape(graph, back, 1, 3, 4) })))).toEqual([
      "same = Neg(x)",
      "v0 = Reshape(same, [3 4])",
      "y = Transpose<10>(v0)",
    ]);
  });
});

describe("a transposition that the step asked for", () => {
  it("stays where it is", () => {
    const found = optimized((graph, x) => {
      const turned = graph.node("Transpose", [x], float(4, 2, 3), { perm: ints([2, 0, 1]) });
      return elementwise(graph, "Neg", turned);
    });
    expect(found).toEqual(["v0 = Transpose<201>(x)", "y = Neg(v0)"]);
  });

  it("of a large value moves no more axes than it must, and reverses three in two steps", () => {
    const large = (shape: number[], perm: number[]): string[] => {
      const graph = new GraphBuilder();
      const x = graph.input("x", float(...shape));
      const output = float(...perm.map((axis) => shape[axis]!));
      const y = graph.node("Transpose", [x], output, { perm: ints(perm) });
      return lines(optimize(graph.finish({ y })));
    };
    expect(large([64, 8, 8, 4], [3, 0, 1, 2])).toEqual([
      "v0 = Reshape(x, [4096 4])",
      "v1 = Transpose<10>(v0)",
      "y = Reshape(v1, [4 64 8 8])",
    ]);
    expect(large([64, 8, 8], [2, 1, 0])).toEqual([
      "v0 = Reshape(x, [64 64])",
      "v1 = Transpose<10>(v0)",
      "v2 = Reshape(v1, [8 8 64])",
      "y = Transpose<102>(v2)",
    ]);
  });
});

describe("what is expanded", () => {
  it.each(ELEMENTWISE)("is computed with before it is, by %s", (op) => {
    const graph = new GraphBuilder();
    const x = graph.input("x", float(3, 1));
    const wide = graph.node("Expand", [x, graph.integers([3, 4])], float(3, 4));
    const y = elementwise(graph, op, wide, graph.scalar(2));
    expect(lines(optimize(graph.finish({ y })))).toEqual([
      `v0 = ${op}(x, [2])`,
      "y = Expand(v0, [3 4])",
    ]);
  });
});

describe("changes of shape", () => {
  it("that follow each other become one, and none where the last undoes the first", () => {
    expect(optimized((graph, x) => reshape(graph, reshape(graph, x, 6, 4), 24))).toEqual([
      "y = Reshape(x, [24])",
    ]);
    const undone = (graph: GraphBuilder, x: Value): Value =>
      elementwise(graph, "Abs", reshape(graph, reshape(graph, x, 6, 4), 2, 3, 4));
    expect(optimized(undone)).toEqual(["y = Abs(x)"]);
  });

  it("stand for a change of order that moves axes of one element only", () => {
    const found = optimized((graph, x) => {
      const apart = reshape(graph, x, 2, 1, 12);
      return graph.node("Transpose", [apart], float(1, 2, 12), { perm: ints([1, 0, 2]) });
    });
    expect(found).toEqual(["y = Reshape(x, [1 2 12])"]);
  });
});

describe("products and comparisons", () => {
  const mask = (graph: GraphBuilder, name: string, ...shape: number[]): Value => {
    const given = graph.input(name, float(...shape));
    const isMore = graph.node("Greater", [given, graph.scalar(1)], truth(...shape));
    return graph.node("Cast", [isMore], float(...shape), { to: int(1) });
  };

  it("with two masks are products with both", () => {
    const found = optimized((graph, x) => {
      const once = elementwise(graph, "Mul", x, mask(graph, "a", 2, 3, 4));
      return elementwise(graph, "Mul", once, mask(graph, "b", 2, 3, 4));
    });
    expect(found).toEqual([
      "v0 = Greater(a, [1])",
      "v1 = Greater(b, [1])",
      "v2 = And(v0, v1)",
      "v3 = Cast(v2)",
      "y = Mul(x, v3)",
    ]);
  });

  it("with masks of other shapes stay as they are", () => {
    const found = optimized((graph, x) => {
      const once = elementwise(graph, "Mul", x, mask(graph, "a", 4));
      return elementwise(graph, "Mul", once, mask(graph, "b", 2, 3, 4));
    });
    expect(found.filter((line) => line.includes("Mul"))).toHaveLength(2);
    expect(found.some((line) => line.includes("And"))).toBe(false);
    const last = optimized((graph, x) => {
      const once = elementwise(graph, "Mul", x, mask(graph, "a", 2, 3, 4));
      return elementwise(graph, "Mul", once, mask(graph, "b", 4));
    });
    expect(last.some((line) => line.includes("And"))).toBe(false);
  });

  it("with 1 are none, and with other numbers stay", () => {
    const times = (number: number): string[] =>
      optimized((graph, x) =>
        elementwise(graph, "Neg", elementwise(graph, "Mul", x, graph.scalar(number))),
      );
    expect(times(1)).toEqual(["y = Neg(x)"]);
    expect(times(2)).toEqual(["v0 = Mul(x, [2])", "y = Neg(v0)"]);
    const each = optimized((graph, x) => {
      const weights = graph.constant(Float32Array.of(1, 2, 3, 4), [4], "float32");
      return elementwise(graph, "Mul", x, weights);
    });
    expect(each).toEqual(["y = Mul(x, [1 2 3 4])"]);
  });

  it("with 0 read a Relu where there is one", () => {
    const compared = (bound: number): string[] => {
      const graph = new GraphBuilder();
      const x = graph.input("x", float(3));
      const relu = graph.node("Relu", [x], float(3));
      const y = graph.node("Greater", [x, graph.scalar(bound)], truth(3));
      return lines(optimize(graph.finish({ relu, y })));
    };
    expect(compared(0)).toEqual(["relu = Relu(x)", "y = Greater(relu, [0])"]);
    expect(compared(1)).toEqual(["relu = Relu(x)", "y = Greater(x, [1])"]);
  });
});

describe("outputs", () => {
  it("keep their names, shapes and types, also where they become inputs or each other", () => {
    const graph = new GraphBuilder();
    const x = graph.input("x", float(2, 3));
    const same = reshape(graph, reshape(graph, x, 6), 2, 3);
    const negative = elementwise(graph, "Neg", x);
    const finished = optimize(
      graph.finish({
        a: same,
        b: negative,
        c: elementwise(graph, "Mul", negative, graph.scalar(1)),
      }),
    );
    expect(lines(finished)).toEqual(["b = Neg(x)", "a = Identity(x)", "c = Identity(b)"]);
    expect(finished.outputs.map(({ name, shape, type }) => [name, shape, type])).toEqual(
      ["a", "b", "c"].map((name) => [name, [2, 3], "float32"]),
    );
  });
});
