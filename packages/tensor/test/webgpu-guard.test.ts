import { failure } from "@fairline/testing";
import { KernelBackend } from "@tensorflow/tfjs-core";
import type { BackendValues, TensorInfo } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import type { Device, UncapturedError } from "../src/backend/webgpu-dawn.ts";
import { guardKernels, watchHealth } from "../src/backend/webgpu-guard.ts";
import type { WebgpuKernels } from "../src/backend/webgpu-guard.ts";

const info = {
  vendor: "",
  architecture: "",
  device: "",
  description: "",
  isFallbackAdapter: false,
};
const id = {};

class MatMul {
  getUserCode(): string {
    return "";
  }
}

/** A device that fails when it is told to. */
function fakeDevice() {
  const listeners: ((event: UncapturedError) => void)[] = [];
  const losing: ((lost: { reason: string; message: string }) => void)[] = [];
  const device: Device = {
    limits: {},
    queue: { onSubmittedWorkDone: () => Promise.resolve() },
    lost: new Promise((resolve) => losing.push(resolve)),
    addEventListener: (_, listener) => listeners.push(listener),
    destroy: () => undefined,
  };
  const fail = (message: string): void => {
    for (const listener of listeners)
      listener({ error: { message }, preventDefault: () => undefined });
  };
  const lose = (): void => {
    for (const resolve of losing) resolve({ reason: "unknown", message: "the driver was reset" });
  };
  return { device, fail, lose };
}

/** A guarded backend that does `work` wherever the device would. */
function guarded(device: Device, work: () => void): WebgpuKernels {
  class Kernels extends KernelBackend implements WebgpuKernels {
    readonly tensorMap = { get: () => ({ shape: [2, 3] }) };
    uploadToGPU(): void {
      work();
    }
    runWebGPUProgram(): TensorInfo {
      work();
      return { dataId: id, shape: [2, 3], dtype: "float32" };
    }
    override read(): Promise<BackendValues> {
      work();
      return Promise.resolve(Float32Array.of(0, 0, 0, 0, 0, 0));
    }
  }
  return guardKernels(Kernels, { device, info, health: watchHealth(device) });
}

describe("a guarded backend", () => {
  it("names the program at which the device ran out of memory, and gives nothing more", async () => {
    const { device, fail } = fakeDevice();
    const kernels = guarded(device, () => {
      fail("Out of device memory\n - While calling CreateBuffer");
    });
    const run = (): unknown => kernels.runWebGPUProgram(new MatMul(), [], "float32");
    expect(await failure(run)).toMatchInlineSnapshot(`
      "BACKEND_FAILED: the device of the backend "webgpu" failed at MatMul: Out of device memory
      Use a smaller batch, or use another backend: wasm."
    `);
    expect(await failure(run)).toContain("Out of device memory");
    expect(await failure(() => kernels.read(id))).toContain("Out of device memory");
  });

  it("says that a device was lost while values were read, rather than give zeros", async () => {
    const { device, lose } = fakeDevice();
    const kernels = guarded(device, lose);
    expect(await failure(() => kernels.read(id))).toMatchInlineSnapshot(`
      "BACKEND_FAILED: the device of the backend "webgpu" is lost (unknown): the driver was reset
      Run it again; if it is lost again, look for the reason in the driver's log, or use another backend: wasm."
    `);
  });

  it("says for which tensor ordinary memory ran out, and goes on", async () => {
    const work = [
      (): void => {
        throw new RangeError("createBuffer failed to allocate a buffer mapped at creation.");
      },
    ];
    const kernels = guarded(fakeDevice().device, () => work.pop()?.());
    const upload = (): void => {
      kernels.uploadToGPU(id);
    };
    expect(await failure(upload)).toMatchInlineSnapshot(`
      "BACKEND_FAILED: there is no memory left for a tensor of shape [2, 3] of the backend "webgpu"
      Use a smaller batch, or use another backend: wasm."
    `);
    expect(upload).not.toThrow();
  });

  it("passes on what else goes wrong as it is", () => {
    const kernels = guarded(fakeDevice().device, () => {
      throw new TypeError("a bug");
    });
    expect(() => {
      kernels.uploadToGPU(id);
    }).toThrow(new TypeError("a bug"));
  });
});
