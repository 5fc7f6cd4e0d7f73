import { describe, expect, it } from "vitest";
import { ints } from "../../src/compile/graph.ts";
import { GraphBuilder } from "../../src/compile/graph-builder.ts";
import type { OnnxRuntime, OutputLocation, ProgramOptions } from "../../src/onnx/runtime.ts";
import { disposeWhenMade, loadOnnxRuntime, makeProgram } from "../../src/onnx/runtime.ts";

const runtime = loadOnnxRuntime();

/** ONNX Runtime that makes no programs, what it was asked for, and what was called on what it would have made. */
function recording() {
  const asked: { options: Record<string, unknown>; calls: string[] }[] = [];
  const create = (_: Uint8Array, options: Record<string, unknown>) => {
    const calls: string[] = [];
    asked.push({ options, calls });
    return Promise.resolve({
      endProfiling: () => calls.push("endProfiling"),
      release: () => Promise.resolve(calls.push("release")),
    });
  };
  return { asked, fake: { ...runtime, InferenceSession: { create } } as unknown as OnnxRuntime };
}

/** A graph with a node that WebGPU computes wrongly, or without one. */
function graph(isFaulty: boolean) {
  const builder = new GraphBuilder();
  const x = builder.input("x", { shape: [1, 1, 3, 3], type: "float32" });
  const filter = builder.constant(new Float32Array(9), [1, 1, 3, 3], "float32");
  const y = builder.node("Conv", [x, filter], x, { pads: ints(isFaulty ? [1, 1, 1, 1] : [0, 0, 0, 0]) }); // prettier-ignore
  return builder.finish({ y });
}

async function optionsOf(options: ProgramOptions, location?: OutputLocation, isFaulty = false) {
  const { asked, fake } = recording();
  await makeProgram(fake, graph(isFaulty), options, location);
  return asked[0]!.options;
}

describe("makeProgram", () => {
  it("asks for one provider and as many threads as it may take", async () => {
    for (const provider of ["cpu", "cuda", "webgpu"] as const) {
      expect(await optionsOf({ provider, threads: 3 })).toMatchObject({
        executionProviders: [provider],
        intraOpNumThreads: 3,
        interOpNumThreads: 1,
      });
    }
  });

  it("has the processor compute what WebGPU computes wrongly, and no other provider do so", async () => {
    const faulty = (provider: ProgramOptions["provider"]) =>
      optionsOf({ provider, threads: 1 }, "host", true);
    expect(await faulty("webgpu")).toMatchObject({
      executionProviders: [{ name: "webgpu", forceCpuNodeNames: ["y"] }],
    });
    expect(await faulty("cuda")).toMatchObject({ executionProviders: ["cuda"] });
  });

  it("leaves outputs on the device for WebGPU only, where they are wanted there", async () => {
    const location = async (provider: ProgramOptions["provider"], wanted: OutputLocation) =>
      (await optionsOf({ provider, threads: 1 }, wanted))["preferredOutputLocation"];
    expect(await location("webgpu", "device")).toBe("gpu-buffer");
    expect(await location("webgpu", "host")).toBeUndefined();
    expect(await location("cpu", "device")).toBeUndefined();
  });

  it("writes a profile where it is given a path, once the program is disposed of", async () => {
    const { asked, fake } = recording();
    const options = { provider: "cpu", threads: 1 } as const;
    const profiled = await makeProgram(fake, graph(false), { ...options, profile: "/tmp/step" });
    const plain = await makeProgram(fake, graph(false), options);
    expect(asked.map((each) => each.options["profileFilePrefix"])).toEqual([
      "/tmp/step",
      undefined,
    ]);
    profiled.dispose();
    plain.dispose();
    expect(asked.map(({ calls }) => calls)).toEqual([["endProfiling", "release"], ["release"]]);
  });
});

describe("disposeWhenMade", () => {
  it("frees a program that is still being made, and ignores one that could not be made", async () => {
    const { asked, fake } = recording();
    const making = makeProgram(fake, graph(false), { provider: "cpu", threads: 1 });
    disposeWhenMade(making);
    disposeWhenMade(Promise.reject(new Error("not made")));
    await making;
    expect(asked[0]!.calls).toEqual(["release"]);
  });
});
