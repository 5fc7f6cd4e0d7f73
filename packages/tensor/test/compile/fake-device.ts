import type { OnnxRuntime } from "../../src/onnx/runtime.ts";
import { loadOnnxRuntime } from "../../src/onnx/runtime.ts";
import { ModelProto } from "../../src/onnx/schema.ts";

/** A node of an ONNX file, as far as it is looked at. */
export interface FileNode {
  readonly opType: string;
  readonly attribute?: readonly { readonly name: string; readonly ints?: readonly number[] }[];
}

/**
 * ONNX Runtime on a device that computes nothing, the nodes of every program, how many programs were released, and the tensors
 * that programs gave: `location` is "none" for those that were freed.
 */
export function fakeDevice() {
  const runtime = loadOnnxRuntime();
  const outputs: { readonly name: string; location: string }[] = [];
  const programs: { readonly nodes: readonly FileNode[]; isReleased: boolean }[] = [];
  const create = (bytes: Uint8Array) => {
    const { graph } = ModelProto.toObject(ModelProto.decode(bytes), { longs: Number }) as {
      graph: { output: { name: string }[]; node: FileNode[] };
    };
    const program = { nodes: graph.node, isReleased: false };
    programs.push(program);
    const run = () => {
      const made = graph.output.map(({ name }) => {
        // What is read comes into ordinary memory.
        if (name.startsWith("vectors/")) {
          return [name, new runtime.Tensor("float32", Float32Array.of(1), [1])] as const;
        }
        const tensor = { name, location: "gpu-buffer", dims: [], type: "float32" };
        const output = Object.assign(tensor, { dispose: () => (tensor.location = "none") });
        outputs.push(output);
        return [name, output] as const;
      });
      return Promise.resolve(Object.fromEntries(made));
    };
    return Promise.resolve({
      run,
      release: () => Promise.resolve((program.isReleased = true)),
    });
  };
  const device = { ...runtime, InferenceSession: { create } } as unknown as OnnxRuntime;
  return { device, outputs, programs };
}
