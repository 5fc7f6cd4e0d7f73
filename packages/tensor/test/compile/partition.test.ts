import { describe, expect, it } from "vitest";
import { partition } from "../../src/compile/partition.ts";
import { tracing } from "../../src/compile/tracing.ts";
import type { Tensor, Tensors } from "../../src/index.ts";

const { tf, tracer } = await tracing();

/** What a function of a table and of indices is partitioned into: for each subgraph its inputs, its operations and its outputs. */
function partitioned(body: (table: Tensor, at: Tensor) => Tensors): string[] {
  const graph = tracer.trace({ table: [8, 2], at: [3] }, ({ table, at }) =>
    body(table!, tf.cast(at!, "int32")),
  );
  return partition(graph).map(({ graph: { inputs, nodes, outputs }, isSingleThreaded }) => {
    const names = (values: typeof inputs): string =>
      values.map(({ name }) => (/^v\d+$/.test(name) ? "…" : name)).join(" ");
    const work = nodes.map(({ op }) => op).join(" ");
    return `${isSingleThreaded ? "alone: " : ""}(${names(inputs)}) ${work} -> ${names(outputs)}`;
  });
}

describe("a graph that adds rows at indices", () => {
  it("is cut before and after that, and what makes much of little is done there", () => {
    const subgraphs = partitioned((table, at) => {
      const gradient = tf.grad((all) => tf.sum(tf.mean(tf.gather(all, at), 0)))(table);
      return { next: tf.sub(table, gradient), loss: tf.sum(table) };
    });
    expect(subgraphs).toMatchInlineSnapshot(`
      [
        "(at table) Cast Expand Reshape Div Less Where Reshape Cast ReduceSum -> … … loss",
        "alone: (… …) Expand Expand ScatterND -> …",
        "(… table) Slice Sub -> next",
      ]
    `);
  });

  it("does not hand on what is only reshaped from little", () => {
    const subgraphs = partitioned((table, at) => {
      const rows = (all: Tensor): Tensor => tf.gather(all, tf.reshape(at, [3, 1]));
      return { gradient: tf.grad((all) => tf.sum(tf.mean(rows(all), 0)))(table) };
    });
    expect(subgraphs).toMatchInlineSnapshot(`
      [
        "(at) Cast Expand Reshape Div Less Where Reshape Cast -> … …",
        "alone: (… …) Expand Reshape Expand ScatterND -> …",
        "(…) Slice -> gradient",
      ]
    `);
  });

  it("is cut once more for each addition that needs another one's result", () => {
    const subgraphs = partitioned((table, at) => {
      const once = tf.unsortedSegmentSum(tf.gather(table, at), at as never, 8);
      const twice = tf.unsortedSegmentSum(tf.gather(tf.square(once), at), at as never, 8);
      return { twice };
    });
    expect(subgraphs.map((subgraph) => subgraph.startsWith("alone"))).toEqual([
      false,
      true,
      false,
      true,
      false,
    ]);
  });

  it("stays whole where nothing is added", () => {
    expect(partitioned((table, at) => ({ y: tf.gather(table, at) }))).toHaveLength(1);
  });
});
