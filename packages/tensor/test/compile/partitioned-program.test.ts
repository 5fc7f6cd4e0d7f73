import { describe, expect, it } from "vitest";
import type { Graph } from "../../src/compile/graph.ts";
import { partitionedProgram } from "../../src/compile/partitioned-program.ts";
import { tracing } from "../../src/compile/tracing.ts";
import type { Provider } from "../../src/onnx/runtime.ts";
import { fakeDevice } from "./fake-device.ts";

const { tf, tracer } = await tracing();

/** A graph that adds rows at indices, between a square and a square root. */
function addingRows(): Graph {
  return tracer.trace({ x: [3, 2], at: [3] }, ({ x, at }) => {
    const sums = tf.unsortedSegmentSum(tf.square(x!), tf.cast(at!, "int32") as never, 8);
    return { roots: tf.sqrt(sums) };
  });
}

async function made(graph: Graph, provider: Provider, threads: number) {
  const { device, outputs, programs } = fakeDevice();
  const options = { provider, threads, location: "device" } as const;
  const program = await partitionedProgram(device, graph, options);
  return { program, outputs, programs };
}

describe("partitionedProgram", () => {
  it("frees what only its parts need, and all of its parts when it is disposed of", async () => {
    const { program, outputs, programs } = await made(addingRows(), "cpu", 4);
    expect(programs).toHaveLength(3);
    const given = Object.keys(await program.run({}));
    expect(given).toEqual(["roots"]);
    const left = outputs.filter(({ location }) => location !== "none").map(({ name }) => name);
    expect(left).toEqual(given);
    expect(outputs.length).toBeGreaterThan(1);
    program.dispose();
    expect(programs.every(({ isReleased }) => isReleased)).toBe(true);
  });

  it.each([
    ["on one thread", "cpu", 1],
    ["on a GPU", "webgpu", 4],
  ] as const)("is one program %s", async (_, provider, threads) => {
    expect((await made(addingRows(), provider, threads)).programs).toHaveLength(1);
  });
});
