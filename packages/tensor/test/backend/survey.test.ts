import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { scratchDirectory } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { surveyBackends } from "../../src/index.ts";

const BUILT = new URL("../../dist/backend/survey-process.js", import.meta.url);

describe("surveyBackends", () => {
  it("says what computes, or why not and what to do, of every backend", async () => {
    const reports = await surveyBackends(BUILT);
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

  it("goes on in another process where a library ends the one that tries it, and says how it ended", async () => {
    const program = join(scratchDirectory(), "process.mjs");
    writeFileSync(
      program,
      `for (const name of process.argv.slice(2)) {
        if (name === "cuda") {
          console.error("noise of a driver");
          console.error("failed call to cuInit");
          await new Promise((resolve) => setTimeout(resolve, 100));
          process.kill(process.pid, "SIGABRT");
          await new Promise((resolve) => setTimeout(resolve, 5000));
        }
        if (name === "cpu") process.exit(7);
        const report = { name, usable: true, device: "d", version: "v", why: null, enable: null };
        await new Promise((resolve) => process.send(report, resolve));
      }`,
    );
    const reports = await surveyBackends(pathToFileURL(program));
    expect(reports.map(({ name, usable, why }) => [name, usable, why])).toEqual([
      ["onnx", true, null],
      ["onnx-cuda", true, null],
      ["onnx-webgpu", true, null],
      ["cuda", false, "the process that tried it died of SIGABRT: failed call to cuInit"],
      ["native", true, null],
      ["wasm", true, null],
      ["cpu", false, "the process that tried it exited with 7"],
    ]);
    expect(reports.map(({ enable }) => enable !== null)).toEqual(
      reports.map(({ usable }) => !usable),
    );
  });
});
