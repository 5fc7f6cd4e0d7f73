import { afterEach, describe, expect, it, vi } from "vitest";
import { multiplyInFloat32 } from "../../src/backend/nvidia.ts";
import { openBackend } from "../../src/index.ts";

const NAME = "NVIDIA_TF32_OVERRIDE";

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("multiplyInFloat32", () => {
  it("tells NVIDIA's libraries not to round factors", () => {
    vi.stubEnv(NAME, undefined);
    multiplyInFloat32();
    expect(process.env[NAME]).toBe("0");
  });

  it("leaves what the user set", () => {
    vi.stubEnv(NAME, "1");
    multiplyInFloat32();
    expect(process.env[NAME]).toBe("1");
  });

  it("is done before onnx-cuda is opened, and for no backend without CUDA", async () => {
    vi.stubEnv(NAME, undefined);
    await openBackend("onnx");
    expect(process.env[NAME]).toBeUndefined();
    // It opens only where there is an NVIDIA GPU.
    await openBackend("onnx-cuda").catch(() => undefined);
    expect(process.env[NAME]).toBe("0");
  });
});
