import { execFileSync, spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  categories,
  categoryColumn,
  categoryWords,
  numberColumn,
  numbers,
  withColumn,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { failure, lendingTable, scratchDirectory } from "@fairline/testing";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { exportModel, modelCodec } from "../../src/index.ts";
import type { DecisionRule, ExportedModel, Model, ScoreMap } from "../../src/index.ts";
import { lendingModel } from "../lending-model.ts";

const python = process.env["FAIRLINE_PYTHON"] ?? "python3";
const hasRuntime =
  spawnSync(python, ["-c", "import onnxruntime"], { stdio: "ignore" }).status === 0;

/** Rows with all that an encoder makes something of: missing values that training rows had or had not, and unseen words. */
const rows = ((): Table => {
  const table = lendingTable();
  const income = [...numbers(table, "income").values];
  income[1] = Number.NaN;
  const sex = categoryWords(categories(table, "sex"));
  sex[2] = null;
  sex[3] = "X";
  return withColumn(withColumn(table, "income", numberColumn(income)), "sex", categoryColumn(sex));
})();

const by = (otherwise: number | null): DecisionRule => ({
  kind: "group-thresholds",
  attribute: "race",
  thresholds: { a: 0.45, b: 0.55 },
  otherwise,
});

const overall = (otherwise: ScoreMap["otherwise"]): ScoreMap => ({
  attribute: null,
  curves: {},
  otherwise,
  draw: null,
});

async function exported(model: Model): Promise<ExportedModel> {
  const path = join(scratchDirectory(), "model");
  await modelCodec.write(model, path);
  return await exportModel(path);
}

/** Raw columns as the file takes them: text with nothing for a missing value, numbers with NaN. */
function columnsOf({ inputs }: ExportedModel, table: Table): Record<string, number[] | string[]> {
  return Object.fromEntries(
    inputs.map(({ name, type }) => [
      name,
      type === "string"
        ? categoryWords(categories(table, name)).map((word) => word ?? "")
        : [...numbers(table, name).values],
    ]),
  );
}

interface Answer {
  readonly score: number[];
  readonly decision: number[] | undefined;
}

async function runHere(file: ExportedModel, table: Table): Promise<Answer> {
  const session = await InferenceSession.create(file.bytes);
  const feeds = Object.entries(columnsOf(file, table)).map(([name, values]) => {
    const isText = file.inputs.find((input) => input.name === name)!.type === "string";
    const tensor = isText
      ? new Tensor("string", values as string[], [values.length])
      : new Tensor("float64", Float64Array.from(values as number[]), [values.length]);
    return [name, tensor] as const;
  });
  const found = await session.run(Object.fromEntries(feeds));
  await session.release();
  return {
    score: [...(found["score"]!.data as Float64Array)],
    decision:
      found["decision"] === undefined
        ? undefined
        : Array.from(found["decision"].data as BigInt64Array, Number),
  };
}

async function expectAlike(model: Model, table: Table): Promise<void> {
  const answer = await runHere(await exported(model), table);
  const scores = await model.score(table);
  for (const [row, score] of scores.entries()) expect(answer.score[row]).toBeCloseTo(score, 6);
  expect(answer.decision).toEqual([...(await model.predict(table))]);
}

describe("exportModel", () => {
  it("takes raw rows and gives the model's scores and decisions", async () => {
    const model = await lendingModel("onnx");
    await expectAlike(model, lendingTable());
    await expectAlike(model, rows);
  });

  it("says what it takes, what it gives and what is inside, the same every time", async () => {
    const model = (await lendingModel("cpu")).withRule(by(null));
    const file = await exported(model);
    expect(file.inputs).toMatchInlineSnapshot(`
      [
        {
          "name": "income",
          "type": "float64",
        },
        {
          "name": "purpose",
          "type": "string",
        },
        {
          "name": "sex",
          "type": "string",
        },
        {
          "name": "race",
          "type": "string",
        },
      ]
    `);
    expect(file.outputs).toMatchInlineSnapshot(`
      [
        {
          "name": "score",
          "type": "float64",
        },
        {
          "name": "decision",
          "type": "int64",
        },
      ]
    `);
    expect(file.notes).toMatchInlineSnapshot(`
      [
        "score: the probability of "yes", from raw columns",
        "decision: 1 for "yes", by a threshold for each group of "race" (a, b): the file takes that column",
        "decision is -1 for rows of any other group or none: the rule refuses them",
      ]
    `);
    expect((await exported(model)).bytes).toEqual(file.bytes);
  });

  it("decides by group, and gives -1 for rows that the rule refuses", async () => {
    const model = await lendingModel("onnx");
    await expectAlike(model.withRule(by(0.5)), rows);
    const strangers = withColumn(
      rows,
      "race",
      categoryColumn(Array.from("abab-cababab", (word) => (word === "-" ? null : word))),
    );
    await expectAlike(model.withRule(by(0.5)), strangers);
    const strict = model.withRule(by(null));
    const { decision } = await runHere(await exported(strict), strangers);
    expect([decision![4], decision![5]]).toEqual([-1, -1]);
    expect(await failure(() => strict.predict(strangers))).toMatch(/^VALUE_MISSING/);
  });

  it("decides by a column that is a feature too", async () => {
    const rule: DecisionRule = {
      kind: "group-thresholds",
      attribute: "sex",
      thresholds: { F: 0.6, M: 0.4 },
      otherwise: 0.5,
    };
    const model = (await lendingModel("onnx")).withRule(rule);
    expect((await exported(model)).inputs.map(({ name }) => name)).toEqual([
      "income",
      "purpose",
      "sex",
    ]);
    await expectAlike(model, rows);
  });

  it("maps scores as the model does", async () => {
    const model = (await lendingModel("onnx"))
      .withScoreMap(overall({ kind: "logistic", slope: 2.5, intercept: -0.5 }))
      .withScoreMap(
        overall({ kind: "piecewise", scores: [0.2, 0.4, 0.9], values: [0.1, 0.5, 0.8] }),
      )
      .withScoreMap(overall({ kind: "identity" }));
    await expectAlike(model, rows);
  });

  it("leaves out what is drawn, and says so", async () => {
    const drawn: DecisionRule = {
      kind: "group-chances",
      attribute: "race",
      chances: { a: [{ from: 0.5, chance: 0.5 }] },
      otherwise: null,
      draw: { seed: "s", by: null },
    };
    const file = await exported((await lendingModel("onnx")).withRule(drawn));
    expect(file.outputs.map(({ name }) => name)).toEqual(["score"]);
    expect(file.notes[1]).toMatchInlineSnapshot(
      `"decisions are not inside: they are drawn with chances by group of "race", which the file has as text under "rule""`,
    );
    expect((await runHere(file, rows)).decision).toBeUndefined();
  });

  it("refuses maps of scores by group", async () => {
    const map: ScoreMap = {
      attribute: "sex",
      curves: {},
      otherwise: { kind: "identity" },
      draw: null,
    };
    const model = (await lendingModel("cpu")).withScoreMap(map);
    expect(await failure(() => exported(model))).toMatchInlineSnapshot(`
      "STEP_UNSUPPORTED: the model maps its scores by group of "sex", which export does not write
      Export the model that went into that stage, and map its scores where you use them."
    `);
  });

  it.skipIf(!hasRuntime)(
    "gives the same in Python's onnxruntime (needs: pip install -r packages/model/test/python/requirements.txt)",
    async () => {
      const model = (await lendingModel("onnx"))
        .withScoreMap(overall({ kind: "logistic", slope: 2.5, intercept: -0.5 }))
        .withRule(by(0.5));
      const file = await exported(model);
      const path = join(scratchDirectory(), "model.onnx");
      await writeFile(path, file.bytes);
      const script = [
        "import json, sys, numpy as np, onnxruntime as o",
        "given = json.load(sys.stdin)",
        "columns = {n: np.array([float('nan') if e is None else e for e in v], dtype=np.float64 if n in given['numbers'] else str) for n, v in given['columns'].items()}",
        "found = o.InferenceSession(given['path']).run(['score', 'decision'], columns)",
        "print(json.dumps([f.tolist() for f in found]))",
      ].join("\n");
      const wanted = file.inputs.filter(({ type }) => type === "float64").map(({ name }) => name);
      const input = JSON.stringify({ path, numbers: wanted, columns: columnsOf(file, rows) });
      const said = execFileSync(python, ["-c", script], { input, encoding: "utf8" });
      const [score, decision] = JSON.parse(said) as [number[], number[]];
      const expected = await model.score(rows);
      for (const [row, each] of expected.entries()) expect(score[row]).toBeCloseTo(each, 6);
      expect(decision).toEqual([...(await model.predict(rows))]);
    },
  );
});
