import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orderGraph } from "../src/graph.ts";

/** Names with some of the others that each depends on, at random. */
const graphs = fc.integer({ min: 1, max: 25 }).chain((size) =>
  fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 60 }).map((pairs) => {
    const graph = new Map<string, string[]>();
    for (let n = 0; n < size; n++) graph.set(`s${String(n)}`, []);
    for (const [a, b] of pairs) graph.get(`s${String(a)}`)!.push(`s${String(b)}`);
    return graph;
  }),
);

/** The same without cycles: every edge goes to a smaller name. */
const acyclic = graphs.map(
  (graph) => new Map([...graph].map(([name, to]) => [name, to.filter((one) => one < name)])),
);

describe("orderGraph", () => {
  it("puts every name after what it depends on, ties by name", () => {
    const graph = new Map([
      ["c", []],
      ["a", ["c"]],
      ["b", []],
      ["d", ["a", "b"]],
    ]);
    expect(orderGraph(graph)).toEqual({ order: ["b", "c", "a", "d"], cycles: [] });
  });

  it("orders random graphs without cycles", () => {
    fc.assert(
      fc.property(acyclic, (graph) => {
        const { order, cycles } = orderGraph(graph);
        expect(cycles).toEqual([]);
        expect(order.toSorted()).toEqual([...graph.keys()].sort());
        const position = new Map(order.map((name, i) => [name, i]));
        for (const [name, upstream] of graph) {
          for (const to of upstream) expect(position.get(to)!).toBeLessThan(position.get(name)!);
        }
      }),
    );
  });

  it("finds cycles that are cycles, and loses no name, in random graphs", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const { order, cycles } = orderGraph(graph);
        expect([...order, ...cycles.flat()].sort()).toEqual([...graph.keys()].sort());
        for (const cycle of cycles) {
          for (const [i, name] of cycle.entries()) {
            expect(graph.get(name)).toContain(cycle[(i + 1) % cycle.length]);
          }
        }
      }),
    );
  });

  it("does not depend on the order in which names and edges come", () => {
    fc.assert(
      fc.property(graphs, fc.array(fc.nat(), { minLength: 90, maxLength: 90 }), (graph, keys) => {
        let used = 0;
        const shuffled = <T>(list: readonly T[]): T[] =>
          list
            .map((item) => ({ item, key: keys[used++ % keys.length]! }))
            .sort((a, b) => a.key - b.key)
            .map(({ item }) => item);
        const other = new Map(shuffled([...graph]).map(([name, to]) => [name, shuffled(to)]));
        expect(orderGraph(other)).toEqual(orderGraph(graph));
      }),
    );
  });

  it("takes a chain of 20,000 without running out of stack", () => {
    const names = Array.from({ length: 20_000 }, (_, i) => `s${String(i)}`);
    const chain = new Map(names.map((name, i) => [name, i === 0 ? [] : [names[i - 1]!]]));
    expect(orderGraph(chain).order).toEqual(names);
    const ring = new Map(names.map((name, i) => [name, [names[(i + 1) % names.length]!]]));
    expect(orderGraph(ring).cycles[0]).toHaveLength(20_000);
  });
});
