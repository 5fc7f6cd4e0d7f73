import { openBackend } from "@fairline/tensor";
import { failure } from "@fairline/testing";
import { expect, test } from "vitest";
import { backendNamed } from "../../src/session/backend.ts";
import { backendCheck } from "../../src/doctor/checks.ts";

test("tells what auto stands for as opening it does, and tells stages to open auto", async () => {
  const { backend, backendName } = backendNamed("auto");
  expect(backend).toBe((await openBackend("auto")).name);
  expect(backendName).toBe("auto");
});

test("takes a backend that is named as it is", () => {
  expect(backendNamed("webgpu")).toEqual({ backend: "webgpu", backendName: "webgpu" });
});

test("takes webgpu with a part of an adapter's name, which joins the key", () => {
  const name = "webgpu:llvmpipe";
  expect(backendNamed(name)).toEqual({ backend: name, backendName: name });
});

test.each(["onnx:llvmpipe", "webgpu:"])("refuses %s", async (name) => {
  expect(await failure(() => backendNamed(name))).toBe(
    `OPTION_INVALID: there is no compute backend "${name}"\n` +
      "Only webgpu takes a part of a graphics adapter's name: webgpu:llvmpipe.",
  );
});

test("says how to take another graphics adapter where there are several", () => {
  const report = {
    name: "webgpu",
    device: "WebGPU on NVIDIA L4",
    version: "TensorFlow.js 4.22.0",
    usable: true,
    why: null,
    enable: null,
  } as const;
  const hintOf = (adapters: string[]) => backendCheck({ ...report, adapters }, true).hint;
  expect(hintOf(["NVIDIA L4"])).toBeUndefined();
  expect(hintOf(["NVIDIA L4", "llvmpipe (LLVM 15)"])).toMatchInlineSnapshot(
    `"The graphics adapters are: NVIDIA L4, llvmpipe (LLVM 15). --backend webgpu:<part of a name> takes one of them."`,
  );
});
