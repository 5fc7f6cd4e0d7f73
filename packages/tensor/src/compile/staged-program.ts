import type {
  OnnxRuntime,
  OnnxTensor,
  OutputPlace,
  Program,
  ProgramOptions,
} from "../onnx/runtime.ts";
import { free, makeProgram } from "../onnx/runtime.ts";
import type { Graph } from "./graph.ts";
import { stagesOf } from "./stages.ts";

/**
 * Makes a program of a graph: several that run one after another on the processor where it adds rows to places and would
 * run on more than one thread, see {@link stagesOf}.
 */
export async function stagedProgram(
  runtime: OnnxRuntime,
  graph: Graph,
  options: ProgramOptions & { readonly place: OutputPlace },
): Promise<Program> {
  const { provider, place, threads, profile } = options;
  const stages = stagesOf(graph);
  if (stages.length === 1 || threads === 1 || provider !== "cpu") {
    const isSingle = stages.some((stage) => stage.isSingle);
    const all = { ...options, threads: isSingle ? 1 : threads };
    return await makeProgram(runtime, graph, all, place);
  }
  const making = stages.map(async (stage, i) => {
    const own = { ...options, threads: stage.isSingle ? 1 : threads };
    const files = profile === undefined ? {} : { profile: `${profile}-${String(i)}` };
    return await makeProgram(runtime, stage.graph, { ...own, ...files }, place);
  });
  const programs = await Promise.all(making);
  return {
    async run(inputs) {
      const made: Record<string, OnnxTensor> = {};
      for (const program of programs) {
        Object.assign(made, await program.run({ ...inputs, ...made }));
      }
      const isOutput = new Set(graph.outputs.map(({ name }) => name));
      free(Object.fromEntries(Object.entries(made).filter(([name]) => !isOutput.has(name))));
      return Object.fromEntries(graph.outputs.map(({ name }) => [name, made[name]!]));
    },
    dispose() {
      for (const program of programs) program.dispose();
    },
  };
}
