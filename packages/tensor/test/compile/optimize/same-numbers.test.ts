import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Graph } from "../../../src/compile/graph.ts";
import { LAYOUT_TRANSFORM } from "../../../src/compile/graph.ts";
import { lower, optimize } from "../../../src/compile/optimize/optimize.ts";
import type { HostTensors } from "../../../src/index.ts";
import { fromOnnx, loadOnnxRuntime, makeProgram, toOnnx } from "../../../src/onnx/runtime.ts";
import { mapValues } from "../../../src/tensors.ts";
import { normal } from "../kernels/draws.ts";
import { isClose } from "../kernels/rig.ts";
import { graphs } from "./random-graphs.ts";

const runtime = loadOnnxRuntime();
const inputs: HostTensors = { x: normal([2, 1, 3, 4], "x"), y: normal([3, 4], "y") };

async function run(graph: Graph): Promise<HostTensors> {
  const program = await makeProgram(runtime, graph, { provider: "cpu", threads: 1 });
  try {
    const outputs = await program.run(mapValues(inputs, (tensor) => toOnnx(runtime, tensor)));
    const read = Object.entries(outputs).map(
      async ([name, tensor]) => [name, await fromOnnx(tensor)] as const,
    );
    return Object.fromEntries(await Promise.all(read));
  } finally {
    program.dispose();
  }
}

describe("an optimized graph", () => {
  it("gives the shapes and the numbers of the graph that it was made of, in operations of ONNX", async () => {
    await fc.assert(
      fc.asyncProperty(graphs, async (graph) => {
        const optimized = optimize(graph);
        expect(optimized.nodes.map(({ op }) => op)).not.toContain(LAYOUT_TRANSFORM);
        const [found, expected] = [await run(optimized), await run(lower(graph))];
        expect(mapValues(found, ({ shape }) => shape)).toEqual(
          mapValues(expected, ({ shape }) => shape),
        );
        for (const [name, { values }] of Object.entries(expected)) {
          const wrong = values.findIndex(
            // Sums may be added in another order.
            (value, i) =>
              !isClose(found[name]!.values[i]!, value, { relative: 1e-5, absolute: 1e-5 }),
          );
          expect({ name, wrong }).toEqual({ name, wrong: -1 });
        }
      }),
      { seed: 20, numRuns: 200 },
    );
  });
});
