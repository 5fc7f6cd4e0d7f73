import { describe, expect, it } from "vitest";
import { tracing } from "../../src/compile/tracing.ts";
import type { Tensor, TensorFlow } from "../../src/index.ts";
import { cpuFallbackNodes } from "../../src/onnx/cpu-fallback.ts";

const { tf, tracer } = await tracing();

/** The operations that the processor computes for a function of tensors of these shapes, on WebGPU. */
function forProcessor(
  shapes: Readonly<Record<string, readonly number[]>>,
  compute: (tf: TensorFlow, inputs: never) => Tensor,
): string[] {
  const graph = tracer.trace(shapes, (inputs) => ({ y: compute(tf, inputs as never) }));
  const names = new Set(cpuFallbackNodes(graph));
  return graph.nodes.filter(({ outputs }) => names.has(outputs[0]!)).map(({ op }) => op);
}

type Inputs = Record<"x" | "f", never>;

describe("cpuFallbackNodes", () => {
  it.each([
    ["that is repeated along the last axis", [3, 1], [3, 8], ["Pow"]],
    ["that is one number in two axes", [1, 1], [3, 4], ["Pow"]],
    ["that is repeated along other axes", [4], [3, 4], []],
    ["that is a scalar", [], [3, 4], []],
  ])("takes a power with a base %s: %j, %j", (_, x, f, expected) => {
    const power = (engine: TensorFlow, inputs: Inputs) => engine.pow(inputs.x, inputs.f);
    expect(forProcessor({ x, f }, power)).toEqual(expected);
  });

  it.each([
    ["from the middle", [2], [0], ["Slice"]],
    ["from the end", [3], [0], []],
  ])("takes a slice that goes backwards %s", (_, begin, end, expected) => {
    const slice = (engine: TensorFlow, { x }: Inputs) => engine.stridedSlice(x, begin, end, [-1]);
    expect(forProcessor({ x: [4] }, slice)).toEqual(expected);
  });

  it("leaves to the GPU what it computes well", () => {
    const product = (engine: TensorFlow, { x, f }: Inputs) => engine.relu(engine.matMul(x, f));
    expect(forProcessor({ x: [4, 3], f: [3, 2] }, product)).toEqual([]);
  });
});
