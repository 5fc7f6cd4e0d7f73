import { failure } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import type { Candidate } from "../../src/backend/backend.ts";
import { cpu } from "../../src/backend/cpu.ts";
import { openFirst, openNamed } from "../../src/backend/open.ts";
import { openBackend } from "../../src/index.ts";

const broken: Candidate = {
  name: "wasm",
  enable: "Repair it.",
  open: () => Promise.reject(new Error("there is no such device")),
};

describe("openBackend", () => {
  it("takes onnx for auto", async () => {
    const backend = await openBackend("auto");
    expect(backend.name).toBe("onnx");
    expect(backend.version).toBe("ONNX Runtime 1.30.0");
    expect(backend.failedCandidates).toEqual([]);
  });

  it("opens each backend by its name and computes on it", async () => {
    for (const name of ["wasm", "cpu"] as const) {
      const backend = await openBackend(name);
      expect(backend.name).toBe(name);
      expect(backend.use().tf.getBackend()).toBe(name);
    }
  });

  it("makes a backend the active one again when it is used after another", async () => {
    const wasm = await openBackend("wasm");
    const plain = await openBackend("cpu");
    const used = [wasm, plain, wasm].map((backend) => backend.use().tf.getBackend());
    expect(used).toEqual(["wasm", "cpu", "wasm"]);
  });

  it("refuses a name it does not know, with the nearest one", async () => {
    expect(await failure(() => openBackend("wams"))).toMatchInlineSnapshot(`
      "BACKEND_UNAVAILABLE: there is no compute backend "wams"
      Did you mean "wasm"? The backends are: auto, onnx, onnx-cuda, onnx-webgpu, cuda, native, wasm, cpu."
    `);
  });

  it("does not fall back from a backend that was asked for by name", async () => {
    expect(await failure(() => openNamed("wasm", [broken, cpu]))).toMatchInlineSnapshot(`
      "BACKEND_UNAVAILABLE: the compute backend "wasm" does not work here: there is no such device
      Repair it."
    `);
  });

  it("passes over what does not start for auto, and says why", async () => {
    const backend = await openFirst([broken, cpu]);
    expect(backend.name).toBe("cpu");
    expect(backend.failedCandidates).toEqual([{ name: "wasm", why: "there is no such device" }]);
  });

  it("says what is wrong with every backend when none works", async () => {
    expect(await failure(() => openFirst([broken]))).toMatchInlineSnapshot(`
      "BACKEND_UNAVAILABLE: no compute backend works here (wasm: there is no such device)
      Repair it."
    `);
  });
});
