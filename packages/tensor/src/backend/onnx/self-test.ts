import { GraphBuilder } from "../../compile/graph-builder.ts";
import type { OnnxRuntime, ProgramOptions } from "../../onnx/runtime.ts";
import { fromOnnx, makeProgram, toOnnx } from "../../onnx/runtime.ts";

const TOLERANCE = 1e-5;

/**
 * Runs `sigmoid(x w)` with x = [[1, 2], [3, -1]] and w = [0.5, -0.25], whose result is sigmoid([0, 1.75]).
 *
 * @throws Error naming the first number that is off by more than 1e-5, or what ONNX Runtime says.
 */
export async function testOnnx(runtime: OnnxRuntime, options: ProgramOptions): Promise<void> {
  const graph = new GraphBuilder();
  const x = graph.input("x", { shape: [2, 2], type: "float32" });
  const w = graph.constant(Float32Array.of(0.5, -0.25), [2, 1], "float32");
  const output = { shape: [2, 1], type: "float32" } as const;
  const product = graph.node("MatMul", [x, w], output);
  const y = graph.node("Sigmoid", [product], output);
  const program = await makeProgram(runtime, graph.finish({ y }), options);
  try {
    const rows = { shape: [2, 2], values: Float32Array.of(1, 2, 3, -1) };
    const outputs = await program.run({ x: toOnnx(runtime, rows) });
    const { values } = await fromOnnx(outputs["y"]!);
    for (const [i, expected] of [0.5, 1 / (1 + Math.exp(-1.75))].entries()) {
      if (Math.abs(values[i]! - expected) <= TOLERANCE) continue;
      throw new Error(
        `its self-test failed: row ${String(i)} is ${String(values[i])} and should be ${expected.toFixed(6)}`,
      );
    }
  } finally {
    program.dispose();
  }
}
