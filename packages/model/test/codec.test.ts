import { cp, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { takeRows, withoutColumns, writeTable } from "@fairline/arrow";
import { openBackend } from "@fairline/tensor";
import type { Tensor } from "@fairline/tensor";
import { failure, lendingTable, runSource, scratchDirectory } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { modelCodec, openEncoder, readModelFile } from "../src/index.ts";
import type { DecisionRule, Model, ScoreMap } from "../src/index.ts";
import { half, lendingModel } from "./lending-model.ts";

async function saved(model: Model): Promise<string> {
  const path = join(scratchDirectory(), "model");
  await modelCodec.write(model, path);
  return path;
}

async function filesOf(path: string): Promise<Record<string, string>> {
  const names = (await readdir(path)).sort();
  return Object.fromEntries(
    await Promise.all(
      names.map(async (name) => [name, await readFile(join(path, name), "hex")] as const),
    ),
  );
}

describe("a saved model", () => {
  it.each(["onnx", "wasm", "cpu"])(
    "scores raw rows in a fresh process bit for bit as before, on %s",
    async (backend) => {
      const model = await lendingModel(backend);
      const path = await saved(model);
      const rows = join(scratchDirectory(), "rows.arrow");
      await writeTable(rows, lendingTable());
      const said = await runSource(new URL("child/predict.ts", import.meta.url), [
        path,
        rows,
        backend,
      ]);
      const scores = await model.score(lendingTable());
      expect(new Set(scores).size).toBeGreaterThan(6);
      expect(said).toBe(Buffer.from(scores.buffer).toString("hex"));
    },
  );

  it("is the same bytes each time it is made and written", async () => {
    const [first, second] = await Promise.all([lendingModel("cpu"), lendingModel("cpu")]);
    const files = await filesOf(await saved(first));
    expect(Object.keys(files)).toEqual([
      "fairline.json",
      "model.json",
      "model.onnx",
      "weights.bin",
    ]);
    expect(await filesOf(await saved(second))).toEqual(files);
  });

  it("comes back with its features, classes and rule, and is the same when written again", async () => {
    const rule = {
      kind: "group-thresholds",
      attribute: "sex",
      thresholds: { F: 0.4, M: 0.6 },
      otherwise: 0.5,
    } as const;
    const path = await saved((await lendingModel("cpu")).withRule(rule));
    const model = await (await modelCodec.read(path)).open("cpu");
    expect(model.features).toEqual(["income", "purpose", "sex"]);
    expect([model.positive, model.negative]).toEqual(["yes", "no"]);
    expect(model.rule).toEqual(rule);
    expect(await filesOf(await saved(model))).toEqual(await filesOf(path));
  });

  it("comes back with what becomes of its scores, and with chances", async () => {
    const draw = { seed: "s", by: "id" };
    const map: ScoreMap = {
      attribute: "sex",
      curves: {
        F: { kind: "piecewise", scores: [0.25, 0.75], values: [0.125, 1] },
        M: { kind: "withheld", share: 0.5, score: 0.25 },
      },
      otherwise: { kind: "logistic", slope: 2, intercept: -1 },
      draw,
    };
    const rule: DecisionRule = {
      kind: "group-chances",
      attribute: "sex",
      chances: { F: [{ from: 0.5, chance: 0.25 }] },
      otherwise: null,
      draw,
    };
    const made = (await lendingModel("cpu")).withScoreMap(map).withRule(rule);
    const path = await saved(made);
    const model = await (await modelCodec.read(path)).open("cpu");
    expect(model.rule).toEqual(rule);
    expect(model.scoreMaps).toEqual([map]);
    expect([...(await model.score(lendingTable()))]).toEqual([
      ...(await made.score(lendingTable())),
    ]);
    expect(await filesOf(await saved(model))).toEqual(await filesOf(path));
  });

  it("says in fairline.json what it is", async () => {
    expect(await readModelFile(await saved(await lendingModel("cpu")))).toMatchInlineSnapshot(`
      {
        "classes": {
          "negative": "no",
          "positive": "yes",
        },
        "features": [
          {
            "deviation": 12.526638282742368,
            "mean": 33.5,
            "missing": false,
            "name": "income",
            "type": "number",
          },
          {
            "missing": true,
            "name": "purpose",
            "type": "category",
            "values": [
              "car",
              "home",
            ],
          },
          {
            "missing": false,
            "name": "sex",
            "type": "category",
            "values": [
              "F",
              "M",
            ],
          },
        ],
        "format": "fairline-model",
        "rule": {
          "kind": "threshold",
          "threshold": 0.5,
        },
        "training": {
          "note": "random weights",
          "stage": "none",
        },
        "version": 1,
      }
    `);
  });

  it("loads with plain TensorFlow.js", async () => {
    const model = await lendingModel("cpu");
    const path = await saved(model);
    const fetchFunc = async (url: string): Promise<Response> =>
      new Response(Uint8Array.from(await readFile(join(path, url.split("/").at(-1)!))));
    const { tf, layers } = (await openBackend("cpu")).use();
    const network = await layers.loadLayersModel(
      tf.io.http("http://local/model.json", { fetchFunc: fetchFunc as typeof fetch }),
    );
    const { features } = await readModelFile(path);
    const encoder = openEncoder(features, lendingTable());
    const x = tf.tensor2d(encoder.encode([0, 5, 11]), [3, encoder.width]);
    const output = network.predict(x) as Tensor;
    const scores = await model.score(takeRows(lendingTable(), [0, 5, 11]));
    expect([...output.dataSync()]).toEqual([...scores]);
  });

  it("does not load TensorFlow.js before it is opened", async () => {
    const path = await saved(await lendingModel("cpu"));
    const said = await runSource(new URL("child/read.ts", import.meta.url), [path]);
    expect(said).toBe("not loaded");
  });
});

describe("reading a model", () => {
  it("refuses a directory that is none", async () => {
    expect(await failure(() => modelCodec.read(scratchDirectory()))).toMatchInlineSnapshot(`
      "ARTIFACT_INVALID: the model has no file fairline.json
      Give the directory that a train stage made."
    `);
  });

  async function damaged(name: string, change: (text: string) => string): Promise<string> {
    const path = join(scratchDirectory(), "damaged");
    await cp(await saved(await lendingModel("cpu")), path, { recursive: true });
    const text = await readFile(join(path, name), "latin1");
    await writeFile(join(path, name), change(text), "latin1");
    return await failure(() => modelCodec.read(path));
  }

  it("says which file is no JSON, or says something else than it should", async () => {
    expect(await damaged("fairline.json", (text) => text.slice(1))).toMatchInlineSnapshot(`
      "ARTIFACT_INVALID: fairline.json of the model is not JSON
      Run the stage that made the model again."
    `);
    expect(await damaged("fairline.json", (text) => text.replace('"mean": 33.5', '"mean": null')))
      .toMatchInlineSnapshot(`
      "ARTIFACT_INVALID: fairline.json of the model is wrong at features.0.mean: Invalid input: expected number, received null
      Run the stage that made the model again."
    `);
    expect(await damaged("model.json", (text) => text.replace("layers-model", "graph-model")))
      .toMatchInlineSnapshot(`
      "ARTIFACT_INVALID: model.json of the model is wrong at format: Invalid input: expected "layers-model"
      Run the stage that made the model again."
    `);
  });

  it("refuses a model of another format version", async () => {
    expect(await damaged("fairline.json", (text) => text.replace('"version": 1', '"version": 2')))
      .toMatchInlineSnapshot(`
      "ARTIFACT_INVALID: the model is of format version 2; this Fairline reads version 1
      Use the Fairline that made it, or run the stage that made it again."
    `);
  });

  it("notices parts that do not fit each other", async () => {
    expect(await damaged("fairline.json", (text) => text.replace('"car"', '"car", "boat"')))
      .toMatchInlineSnapshot(`
      "ARTIFACT_INVALID: the encoder gives 9 inputs, but the network takes 8
      Run the stage that made the model again."
    `);
    expect(await damaged("weights.bin", (text) => text.slice(0, 8))).toMatchInlineSnapshot(`
      "ARTIFACT_INVALID: weights.bin has 8 bytes, but model.json describes 268
      Run the stage that made the model again."
    `);
  });

  it("does not write a model that has no network", async () => {
    const model: Model = {
      features: [],
      positive: "yes",
      negative: "no",
      rule: half,
      score: () => Promise.resolve(new Float64Array()),
      predict: () => Promise.resolve(new Uint8Array()),
      withRule: () => model,
      target: { task: "binary", positive: "yes", negative: "no" },
      outputs: () => Promise.resolve({ names: ["score"], values: new Float64Array() }),
      scoreMaps: [],
      warnings: [],
      unfamiliarValues: () => undefined,
      withScoreMap: () => model,
      dispose: () => undefined,
    };
    expect(await failure(() => saved(model))).toMatchInlineSnapshot(`
      "ARTIFACT_INVALID: the model has no network that could be saved
      Make models with createModel of @fairline/model."
    `);
  });
});

describe("a model", () => {
  it("decides by its rule, and under another rule by that one", async () => {
    const model = await lendingModel("cpu");
    const scores = await model.score(lendingTable());
    expect([...(await model.predict(lendingTable()))]).toEqual(
      Array.from(scores, (score) => (score >= 0.5 ? 1 : 0)),
    );
    const strict = model.withRule({ kind: "threshold", threshold: 2 });
    expect(new Set(await strict.predict(lendingTable()))).toEqual(new Set([0]));
    expect(model.rule).toEqual(half);
  });

  it("refuses a threshold that a file could not hold", async () => {
    const model = await lendingModel("cpu");
    expect(await failure(() => model.withRule({ kind: "threshold", threshold: Infinity })))
      .toMatchInlineSnapshot(`
      "VALUE_INVALID: a decision threshold is Infinity
      Use a number; above 1 decides nobody positive."
    `);
  });

  it("names the feature that the rows lack", async () => {
    const model = await lendingModel("cpu");
    expect(await failure(() => model.score(withoutColumns(lendingTable(), ["purpose"]))))
      .toMatchInlineSnapshot(`
      "COLUMN_MISSING: feature "purpose" is missing from the table
      The columns are: id, income, sex, race, repaid, split."
    `);
  });

  it("scores many rows as it scores few, and none as none", async () => {
    const model = await lendingModel("wasm");
    const one = await model.score(lendingTable());
    const rows = Array.from({ length: 10_000 }, (_, i) => i % 12);
    const many = await model.score(takeRows(lendingTable(), rows));
    expect([...many]).toEqual(rows.map((row) => one[row]));
    expect(await model.score(takeRows(lendingTable(), []))).toEqual(new Float64Array(0));
  });

  it("leaves no tensor behind when disposed of, and can score again", async () => {
    const { tf } = (await openBackend("cpu")).use();
    const before = tf.memory().numTensors;
    const model = await lendingModel("cpu");
    const scores = await model.score(lendingTable());
    model.dispose();
    await Promise.resolve();
    expect(tf.memory().numTensors).toBe(before);
    expect(await model.score(lendingTable())).toEqual(scores);
    model.dispose();
  });
});
