import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  closureOf,
  heightsOf,
  instanceGraph,
  levelsOf,
  orderGraph,
  sourcesOf,
  upstreamOf,
} from "@fairline/plan/graph";
import { planText, stagesText } from "./load-text.ts";

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

/** Names in an order in which each comes after what it depends on. */
const ordered = acyclic.map(
  (graph) => new Map(orderGraph(graph).order.map((name) => [name, graph.get(name)!])),
);

describe("closureOf", () => {
  it("has the names themselves and all that they depend on, and no name that the graph lacks", () => {
    const graph = new Map([
      ["a", []],
      ["b", ["a", "file"]],
      ["c", ["b"]],
      ["d", ["a"]],
    ]);
    expect([...closureOf(graph, ["c"])].sort()).toEqual(["a", "b", "c"]);
    expect([...closureOf(graph, ["none"])]).toEqual([]);
  });

  it("depends on nothing outside itself, and on all that it holds, in random graphs with cycles", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const [start = ""] = graph.keys();
        const closure = closureOf(graph, [start]);
        for (const name of closure) {
          for (const to of graph.get(name)!) expect(closure).toContain(to);
          const isNeeded = [...closure].some((other) => graph.get(other)!.includes(name));
          expect(name === start || isNeeded).toBe(true);
        }
      }),
    );
  });
});

describe("levelsOf and heightsOf", () => {
  // a ← b ← d and a ← c: d is two steps from a, and two instances more wait for a than for d.
  const graph = new Map([
    ["a", []],
    ["b", ["a"]],
    ["c", ["a"]],
    ["d", ["a", "b"]],
  ]);

  it("are the longest way down to a name that depends on nothing, and up to one that nothing depends on", () => {
    expect(Object.fromEntries(levelsOf(graph))).toEqual({ a: 0, b: 1, c: 1, d: 2 });
    expect(Object.fromEntries(heightsOf(graph))).toEqual({ a: 3, b: 2, c: 1, d: 1 });
  });

  it("differ by at least one along every edge, and by exactly one along some, in random graphs", () => {
    fc.assert(
      fc.property(ordered, (graph) => {
        const levels = levelsOf(graph);
        const heights = heightsOf(graph);
        for (const [name, upstream] of graph) {
          const below = upstream.map((to) => levels.get(to)!);
          expect(levels.get(name)).toBe(1 + Math.max(-1, ...below));
          const above = [...graph].filter(([, to]) => to.includes(name));
          const waiting = above.map(([other]) => heights.get(other)!);
          expect(heights.get(name)).toBe(1 + Math.max(0, ...waiting));
        }
      }),
    );
  });
});

describe("the graph of instances", () => {
  it("joins what is read, every member of a list too, with what is waited for", async () => {
    const { instances } = await planText(
      stagesText(`
  raw: { uses: fake/ingest, with: { source: rows.csv } }
  train: { uses: fake/train, in: raw, matrix: { strength: [0, 1] } }
  report: { cmd: [cat, "\${{ in.models }}"], in: { models: "train[*].model", notes: notes.txt }, needs: raw, out: { page: page.txt } }
`),
      { files: { "rows.csv": "", "notes.txt": "" } },
    );
    const report = instances.find(({ id }) => id === "report")!;
    expect(upstreamOf(report)).toEqual(["raw", "train@strength=0", "train@strength=1"]);
    expect(report.inputs.map((input) => sourcesOf(input).length)).toEqual([2, 0]);
    expect(Object.fromEntries(instanceGraph(instances))).toEqual({
      raw: [],
      "train@strength=0": ["raw"],
      "train@strength=1": ["raw"],
      report: ["raw", "train@strength=0", "train@strength=1"],
    });
  });
});
