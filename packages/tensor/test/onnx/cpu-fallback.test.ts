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

  it.each([
    ["as large as the image, and padding", 3, "same", ["Conv"]],
    ["as large as the image, without padding", 3, "valid", []],
    ["smaller than the image, and padding", 2, "same", []],
  ] as const)("takes a convolution with a filter %s", (_, side, padding, expected) => {
    const convolution = (engine: TensorFlow, { x, f }: Inputs) => engine.conv2d(x, f, 1, padding);
    const shapes = { x: [1, 3, 3, 1], f: [side, side, 1, 1] };
    expect(forProcessor(shapes, convolution)).toEqual(expected);
  });

  it.each([
    ["of one group over two axes", [1, 4, 4, 2], [2, 2, 2, 2], []],
    ["of one group over three axes", [1, 4, 4, 4, 2], [2, 2, 2, 2, 2], ["ConvTranspose"]],
  ])("takes a transposed convolution %s: %j", (_, x, f, expected) => {
    const gradient = (engine: TensorFlow, inputs: Inputs) => {
      const convolution = (at: Tensor): Tensor =>
        x.length === 4
          ? engine.conv2d(at as never, inputs.f, 1, "valid")
          : engine.conv3d(at as never, inputs.f, 1, "valid");
      return engine.grad((at) => engine.sum(convolution(at)))(inputs.x);
    };
    expect(forProcessor({ x, f }, gradient)).toEqual(expected);
  });

  it("takes a transposed convolution of several groups", () => {
    const gradient = (engine: TensorFlow, { x, f }: Inputs) =>
      engine.grad((at) => engine.sum(engine.depthwiseConv2d(at as never, f, 1, "valid")))(x);
    const shapes = { x: [1, 4, 4, 2], f: [2, 2, 2, 1] };
    expect(forProcessor(shapes, gradient)).toEqual(["ConvTranspose"]);
  });

  it("leaves to the GPU what it computes well", () => {
    const product = (engine: TensorFlow, { x, f }: Inputs) => engine.relu(engine.matMul(x, f));
    expect(forProcessor({ x: [4, 3], f: [3, 2] }, product)).toEqual([]);
  });
});
