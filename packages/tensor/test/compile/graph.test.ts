import { describe, expect, it } from "vitest";
import type { Graph } from "../../src/compile/graph.ts";
import { int } from "../../src/compile/graph.ts";
import { GraphBuilder } from "../../src/compile/graph-builder.ts";

const row = { shape: [2], type: "float32" } as const;

/** The nodes in a line each: `outputs = op(inputs)`. */
function lines({ nodes }: Graph): string[] {
  return nodes.map(
    ({ op, inputs, outputs }) => `${outputs.join(", ")} = ${op}(${inputs.join(", ")})`,
  );
}

describe("a graph", () => {
  it("names outputs where they are made, and copies what comes in and goes out", () => {
    const graph = new GraphBuilder();
    const x = graph.input("x", row);
    const y = graph.node("Neg", [x], row);
    const z = graph.node("Abs", [y], row);
    expect(lines(graph.finish({ y, z, again: y, x2: x }))).toEqual([
      "y = Neg(x)",
      "z = Abs(y)",
      "again = Identity(y)",
      "x2 = Identity(x)",
    ]);
  });

  it("leaves out what no output needs, constants included", () => {
    const graph = new GraphBuilder();
    const x = graph.input("x", row);
    graph.node("Add", [x, graph.scalar(3)], row);
    const { nodes, constants } = graph.finish({ y: graph.node("Add", [x, graph.scalar(2)], row) });
    expect(nodes).toHaveLength(1);
    expect(constants.map(({ constant }) => [...constant])).toEqual([[2]]);
  });

  it("computes the same once: the same operation, inputs and attributes", () => {
    const graph = new GraphBuilder();
    const x = graph.input("x", row);
    const sum = (axis: number) => graph.node("CumSum", [x], row, { axis: int(axis) });
    expect(sum(0)).toBe(sum(0));
    expect(sum(1)).not.toBe(sum(0));
    expect(graph.node("Neg", [sum(0)], row)).not.toBe(graph.node("Neg", [sum(1)], row));
  });

  it("holds equal small constants once, and tells 0 from -0", () => {
    const graph = new GraphBuilder();
    expect(graph.scalar(0.5)).toBe(graph.scalar(0.5));
    expect(graph.scalar(0)).not.toBe(graph.scalar(-0));
    expect(graph.scalar(1)).not.toBe(graph.scalar(1, "int32"));
    expect(graph.integers([1, 2])).toBe(graph.integers([1, 2]));
    expect(graph.integers([1])).not.toBe(graph.integers([1, 1]));
  });
});
