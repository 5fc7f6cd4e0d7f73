import type { OnnxRuntime, OnnxTensor } from "../../src/onnx/runtime.ts";

/** ONNX Runtime, and every tensor that programs made with it gave so far, by the output's name. */
export function keepingOutputs(runtime: OnnxRuntime) {
  const outputs: { readonly name: string; readonly tensor: OnnxTensor }[] = [];
  const create: OnnxRuntime["InferenceSession"]["create"] = async (...args: unknown[]) => {
    const session = await runtime.InferenceSession.create(...(args as [Uint8Array]));
    const run = session.run.bind(session);
    session.run = async (...given: unknown[]) => {
      const made = await run(...(given as Parameters<typeof run>));
      for (const [name, tensor] of Object.entries(made)) outputs.push({ name, tensor });
      return made;
    };
    return session;
  };
  const watched = { ...runtime, InferenceSession: { create } } as OnnxRuntime;
  return { runtime: watched, outputs };
}
