import type {
  OnnxRuntime,
  OnnxTensor,
  OutputLocation,
  Program,
  ProgramOptions,
} from "../onnx/runtime.ts";
import { free, makeProgram } from "../onnx/runtime.ts";
import type { Graph } from "./graph.ts";
import { partition } from "./partition.ts";

/**
 * Makes a program of a graph: several that run one after another, see {@link partition}, where the processor is to run it on more
 * than one thread.
 */
export async function partitionedProgram(
  runtime: OnnxRuntime,
  graph: Graph,
  options: ProgramOptions & { readonly location: OutputLocation },
): Promise<Program> {
  const { provider, location, threads, profile } = options;
  const subgraphs = partition(graph);
  if (subgraphs.length === 1 || threads === 1 || provider !== "cpu") {
    const isSingleThreaded = subgraphs.some((subgraph) => subgraph.isSingleThreaded);
    const all = { ...options, threads: isSingleThreaded ? 1 : threads };
    return await makeProgram(runtime, graph, all, location);
  }
  const making = subgraphs.map(async (subgraph, i) => {
    const own = { ...options, threads: subgraph.isSingleThreaded ? 1 : threads };
    const files = profile === undefined ? {} : { profile: `${profile}-${String(i)}` };
    return await makeProgram(runtime, subgraph.graph, { ...own, ...files }, location);
  });
  const programs = await Promise.all(making);
  return {
    async run(inputs) {
      const computed: Record<string, OnnxTensor> = {};
      for (const program of programs) {
        Object.assign(computed, await program.run({ ...inputs, ...computed }));
      }
      const isOutput = new Set(graph.outputs.map(({ name }) => name));
      free(Object.fromEntries(Object.entries(computed).filter(([name]) => !isOutput.has(name))));
      return Object.fromEntries(graph.outputs.map(({ name }) => [name, computed[name]!]));
    },
    dispose() {
      for (const program of programs) program.dispose();
    },
  };
}
