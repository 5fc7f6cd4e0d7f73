import { describe, expect, it } from "vitest";
import {
  adapterFlags,
  adapterNames,
  describeAdapter,
  openAdapter,
  openDevice,
} from "../src/backend/webgpu-dawn.ts";
import type { Adapter, Gpu } from "../src/backend/webgpu-dawn.ts";

const card = {
  device: "nvidia-l4",
  vendor: "nvidia",
  architecture: "lovelace",
  description: "NVIDIA: 550.54.15",
  isFallbackAdapter: false,
};

const refusing = (error: Error): Gpu => ({ requestAdapter: () => Promise.reject(error) });

describe("describeAdapter", () => {
  it("says name, maker, kind and driver", () => {
    expect(describeAdapter(card)).toBe(
      "WebGPU on nvidia-l4 (nvidia, lovelace), driver NVIDIA: 550.54.15",
    );
  });

  it("leaves out what the adapter does not tell", () => {
    const silent = { ...card, device: "", vendor: "", architecture: "", description: "" };
    expect(describeAdapter(silent)).toBe("WebGPU on a device without a name");
    expect(describeAdapter({ ...silent, vendor: "apple" })).toBe(
      "WebGPU on a device without a name (apple)",
    );
  });

  it("says that an adapter computes in software", () => {
    expect(describeAdapter({ ...card, isFallbackAdapter: true })).toMatch(
      /; in software, not on a graphics processor$/,
    );
  });
});

describe("openAdapter", () => {
  it("names the adapters that there are if none has the name that was asked for", async () => {
    // As Dawn words it.
    const error = new Error(
      "no suitable backends found\nAvailable adapters:\n * backend: 'vulkan', name: 'NVIDIA L4'\n * backend: 'vulkan', name: 'llvmpipe (LLVM 15)'",
    );
    await expect(openAdapter(refusing(error), "radeon")).rejects.toThrowErrorMatchingInlineSnapshot(
      `[Error: no graphics adapter has "radeon" in its name; there is: NVIDIA L4, llvmpipe (LLVM 15)]`,
    );
  });

  it("passes on what else Dawn says", async () => {
    await expect(
      openAdapter(refusing(new Error("out of sorts")), undefined),
    ).rejects.toThrowErrorMatchingInlineSnapshot(
      `[Error: Dawn gives no graphics adapter: Error: out of sorts]`,
    );
  });

  it("fails where there is none", async () => {
    const none: Gpu = { requestAdapter: () => Promise.resolve(null) };
    await expect(openAdapter(none, undefined)).rejects.toThrow("Dawn finds no graphics adapter");
  });
});

describe("adapterNames", () => {
  it("gives those that Dawn tells of when it does not find one", async () => {
    const error = new Error(
      "no suitable backends found\nAvailable adapters:\n * backend: 'vulkan', name: 'NVIDIA L4'\n * backend: 'vulkan', name: 'llvmpipe (LLVM 15)'",
    );
    expect(await adapterNames(refusing(error))).toEqual(["NVIDIA L4", "llvmpipe (LLVM 15)"]);
    expect(await adapterNames(refusing(new Error("out of sorts")))).toEqual([]);
  });
});

describe("openDevice", () => {
  it("asks for the adapter's largest limits, of those that it knows", async () => {
    const asked: unknown[] = [];
    const adapter: Adapter = {
      info: card,
      limits: { maxBufferSize: 2 ** 32, maxComputeWorkgroupSizeX: 1024, maxTextureDimension1D: 1 },
      requestDevice(descriptor) {
        asked.push(descriptor);
        return Promise.reject(new Error("asked"));
      },
    };
    await expect(openDevice(adapter)).rejects.toThrow("asked");
    expect(asked).toEqual([
      {
        requiredFeatures: [],
        requiredLimits: { maxBufferSize: 2 ** 32, maxComputeWorkgroupSizeX: 1024 },
      },
    ]);
  });
});

describe("adapterFlags", () => {
  it("names an adapter only where one is asked for", () => {
    expect([adapterFlags(undefined), adapterFlags("L4")]).toEqual([[], ["adapter=L4"]]);
  });
});
