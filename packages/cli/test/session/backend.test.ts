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
  expect(backendNamed("onnx-webgpu")).toEqual({
    backend: "onnx-webgpu",
    backendName: "onnx-webgpu",
  });
});

test.each(["webgpu", "webgpu:llvmpipe"])(
  "names onnx-webgpu for %s, which was removed",
  async (name) => {
    expect(await failure(() => backendNamed(name))).toBe(
      `OPTION_INVALID: there is no compute backend "${name}"\n` +
        "The backend webgpu was removed; use onnx-webgpu, which computes on the same GPUs.",
    );
  },
);

test("says what to do about a backend that does not work, and nothing about one that does", () => {
  const usable = {
    name: "onnx-webgpu",
    device: "GPU through WebGPU",
    version: "ONNX Runtime 1.30.0",
    usable: true,
    why: null,
    enable: null,
  } as const;
  expect(backendCheck(usable, true)).toEqual({
    name: "backend onnx-webgpu",
    state: "ok",
    found: "GPU through WebGPU; ONNX Runtime 1.30.0",
  });
  const broken = {
    ...usable,
    device: null,
    version: null,
    usable: false,
    why: "there is no driver",
    enable: "Install a driver.",
  };
  const check = {
    name: "backend onnx-webgpu",
    found: "does not work: there is no driver",
    hint: "Install a driver.",
  };
  expect(backendCheck(broken, true)).toEqual({ ...check, state: "note" });
  expect(backendCheck(broken, false)).toEqual({ ...check, state: "problem" });
});
