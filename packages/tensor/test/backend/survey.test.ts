import { describe, expect, it } from "vitest";
import { surveyBackends } from "../../src/index.ts";

describe("surveyBackends", () => {
  it("says what computes, or why not and what to do, of every backend", async () => {
    const reports = await surveyBackends();
    const always = ["onnx", "wasm", "cpu"];
    expect(reports.filter(({ name }) => always.includes(name))).toMatchInlineSnapshot(`
      [
        {
          "device": "processor, 1 thread",
          "enable": null,
          "name": "onnx",
          "usable": true,
          "version": "ONNX Runtime 1.30.0",
          "why": null,
        },
        {
          "device": "WebAssembly with SIMD, one thread",
          "enable": null,
          "name": "wasm",
          "usable": true,
          "version": "TensorFlow.js 4.22.0",
          "why": null,
        },
        {
          "device": "plain JavaScript, one thread",
          "enable": null,
          "name": "cpu",
          "usable": true,
          "version": "TensorFlow.js 4.22.0",
          "why": null,
        },
      ]
    `);
    for (const { usable, device, version, why, enable } of reports) {
      expect([device !== null, version !== null, why === null, enable === null]).toEqual(
        Array(4).fill(usable),
      );
    }
  });
});
