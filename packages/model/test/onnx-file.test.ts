import { execFileSync, spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createRandom } from "@fairline/numeric";
import { openBackend } from "@fairline/tensor";
import { lendingTable, scratchDirectory } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { modelCodec, openEncoder, readModelFile } from "../src/index.ts";
import { lendingModel } from "./lending-model.ts";

const python = process.env["FAIRLINE_PYTHON"] ?? "python3";

/** Modules of Python that run an ONNX file, each with a program that prints the scores of encoded rows. */
const IMPLEMENTATIONS = {
  onnxruntime: "import onnxruntime as o\nscore = o.InferenceSession(model).run(None, {'x': x})[0]",
  onnx: "from onnx.reference import ReferenceEvaluator as R\nscore = R(model).run(None, {'x': x})[0]",
};

const has = (module: string): boolean =>
  spawnSync(python, ["-c", `import ${module}`], { stdio: "ignore" }).status === 0;

async function savedModel() {
  const path = join(scratchDirectory(), "model");
  const model = await lendingModel("cpu");
  await modelCodec.write(model, path);
  const encoder = openEncoder((await readModelFile(path)).features, lendingTable());
  const rows = Uint32Array.from({ length: encoder.rows }, (_, row) => row);
  const x = { shape: [rows.length, encoder.width], values: encoder.encode(rows) };
  return { path, x, scores: [...(await model.score(lendingTable()))] };
}

function expectClose(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  for (const [row, score] of expected.entries()) expect(found[row]).toBeCloseTo(score, 6);
}

describe("model.onnx", () => {
  it("gives the scores of the layers model, for any number of rows", async () => {
    const { path, x, scores } = await savedModel();
    const backend = await openBackend("onnx");
    if (backend.kind !== "compiled") throw new Error("onnx is a compiled backend");
    const network = await backend.load(await readFile(join(path, "model.onnx")));
    expectClose([...(await network.run({ x }))["score"]!.values], scores);
    const two = { shape: [2, x.shape[1]!], values: x.values.subarray(0, 2 * x.shape[1]!) };
    expectClose([...(await network.run({ x: two }))["score"]!.values], scores.slice(0, 2));
    network.dispose();
  });

  it("is what a saved model scores with on onnx, as on cpu to the last digits", async () => {
    const [onnx, cpu] = await Promise.all([lendingModel("onnx"), lendingModel("cpu")]);
    expectClose([...(await onnx.score(lendingTable()))], [...(await cpu.score(lendingTable()))]);
  });

  it("that is damaged is an error of the backend, in words", async () => {
    const { path } = await savedModel();
    const random = createRandom("damage");
    const noise = Uint8Array.from({ length: 200 }, () => random.integer(256));
    await writeFile(join(path, "model.onnx"), noise);
    const model = await (await modelCodec.read(path)).open("onnx");
    await expect(model.score(lendingTable())).rejects.toMatchObject({
      code: "BACKEND_FAILED",
      hint: "Run the stage that made the model again.",
    });
  });

  for (const [module, program] of Object.entries(IMPLEMENTATIONS)) {
    it.skipIf(!has(module))(
      `gives the same scores in Python's ${module} (needs: pip install -r packages/model/test/python/requirements.txt)`,
      async () => {
        const { path, x, scores } = await savedModel();
        const script = [
          "import json, sys, numpy as np",
          "given = json.load(sys.stdin)",
          "model = given['model']",
          "x = np.array(given['values'], dtype=np.float32).reshape(given['shape'])",
          program,
          "print(json.dumps(score.tolist()))",
        ].join("\n");
        const input = JSON.stringify({
          model: join(path, "model.onnx"),
          shape: x.shape,
          values: [...x.values],
        });
        const said = execFileSync(python, ["-c", script], { input, encoding: "utf8" });
        expectClose(JSON.parse(said) as number[], scores);
      },
    );
  }
});
