import type { OnnxRuntime, OnnxTensors, Program, ProgramOptions } from "../onnx/runtime.ts";
import { disposeWhenMade, isOnHost, makeProgram } from "../onnx/runtime.ts";
import { sizeOf } from "../tensors.ts";
import type { Graph } from "./graph.ts";
import { int } from "./graph.ts";
import { GraphBuilder } from "./graph-builder.ts";

/** The names of the tensors that each vector is made of. */
type Columns = Readonly<Record<string, readonly string[]>>;

/** Brings tensors from a device into ordinary memory. */
export interface DeviceReader {
  /**
   * Concatenates tensors into vectors, and brings these into ordinary memory: one read for each vector, however many
   * tensors it has.
   *
   * @param columns - The names of the tensors of each vector.
   */
  read(tensors: OnnxTensors, columns: Columns): Promise<OnnxTensors>;
  dispose(): void;
}

/**
 * Reads by programs that copy: ONNX Runtime for Node.js cannot read a tensor on a device by itself. A program is kept for
 * each set of names and shapes.
 */
export function deviceReader(runtime: OnnxRuntime, options: ProgramOptions): DeviceReader {
  const programs = new Map<string, Promise<Program>>();
  return {
    async read(tensors, columns) {
      const shapes = Object.entries(tensors).map(([name, { dims }]) => [name, dims] as const);
      const key = JSON.stringify([shapes, columns]);
      const program = programs.get(key) ?? makeProgram(runtime, copies(shapes, columns), options);
      programs.set(key, program);
      return await (await program).run(tensors);
    },
    dispose() {
      for (const program of programs.values()) disposeWhenMade(program);
      programs.clear();
    },
  };
}

function copies(
  shapes: readonly (readonly [string, readonly number[]])[],
  columns: Columns,
): Graph {
  const graph = new GraphBuilder();
  const vectors = new Map(
    shapes.map(([name, shape]) => {
      const input = graph.input(name, { shape, type: "float32" });
      const length = { shape: [sizeOf(shape)], type: "float32" } as const;
      return [name, graph.node("Reshape", [input, graph.integers(length.shape)], length)];
    }),
  );
  const outputs = Object.entries(columns).map(([column, names]) => {
    const parts = names.map((name) => vectors.get(name)!);
    const total = parts.reduce((sum, { shape }) => sum + shape[0]!, 0);
    const vector = { shape: [total], type: "float32" } as const;
    return [`vectors/${column}`, graph.node("Concat", parts, vector, { axis: int(0) })] as const;
  });
  return graph.finish(Object.fromEntries(outputs));
}

/** Frees tensors on a device; those in ordinary memory free themselves. */
export function release(tensors: OnnxTensors): void {
  for (const tensor of Object.values(tensors)) if (!isOnHost(tensor)) tensor.dispose();
}
