import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  categories,
  categoryColumn,
  columnNames,
  numbers,
  rowsOfSplit,
  withColumn,
  withRoles,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { modelCodec, readModelFile } from "@fairline/model";
import type { Model } from "@fairline/model";
import { openBackend } from "@fairline/tensor";
import {
  failure,
  lendingTable,
  runSource,
  scratchDirectory,
  simulatedTable,
  stageContext,
} from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { logisticStage, mlpStage } from "../src/index.ts";
import { eventFile } from "../src/tensorboard/event-file.ts";
import { meanScores, trained } from "./trained.ts";

const quick = { hidden: [8], epochs: 12, batch: 128, "learning-rate": 0.01 } as const;

function column(table: Table, name: string): number[] {
  return [...numbers(table, name).values];
}

async function written(model: Model): Promise<string> {
  const path = join(scratchDirectory(), "model");
  await modelCodec.write(model, path);
  return path;
}

async function bytes(model: Model): Promise<string[]> {
  const path = await written(model);
  const names = ["fairline.json", "model.json", "weights.bin"];
  return await Promise.all(names.map((name) => readFile(join(path, name), "hex")));
}

describe("train/mlp", () => {
  it("learns the simulated world nearly as well as its true probabilities would", async () => {
    const table = simulatedTable({ rows: 4000 });
    const { history } = await trained(mlpStage, table, { ...quick, epochs: 20 });
    const splits = categories(history, "split");
    const accuracy = column(history, "accuracy").filter(
      (_, row) => splits.values[splits.codes[row]!] === "validation",
    );
    // The sign of 1.5 merit +- .5 is right in about 76 % of rows of this world.
    expect(Math.max(...accuracy)).toBeGreaterThan(0.73);
  });

  it("tells the history of every epoch, by split", async () => {
    const { history } = await trained(mlpStage, simulatedTable({ rows: 400 }), {
      ...quick,
      epochs: 2,
      l2: 0.001,
      fairness: { penalty: "demographic-parity", strength: 0.5 },
    });
    expect(columnNames(history)).toEqual([
      "epoch",
      "split",
      "loss",
      "log_loss",
      "penalty",
      "accuracy",
      "kept",
      "warning",
    ]);
    expect(column(history, "epoch")).toEqual([1, 1, 2, 2]);
    const { codes, values } = categories(history, "split");
    expect(Array.from(codes, (code) => values[code])).toEqual([
      "train",
      "validation",
      "train",
      "validation",
    ]);
    for (const [row, loss] of column(history, "loss").entries()) {
      const parts = column(history, "log_loss")[row]! + 0.5 * column(history, "penalty")[row]!;
      // What is left is l2 times the squares of a few small weights.
      expect(loss - parts).toBeGreaterThan(0);
      expect(loss - parts).toBeLessThan(0.05);
    }
  });

  it("marks the epoch that is kept, and repeats in its last row what it warns of", async () => {
    const context = stageContext();
    const { history } = await trained(
      mlpStage,
      simulatedTable({ rows: 400 }),
      { ...quick, epochs: 2, "learning-rate": 0.02, "early-stopping": false },
      context,
    );
    const words = (name: string) => {
      const { codes, values } = categories(history, name);
      return Array.from(codes, (code) => values[code] ?? null);
    };
    expect(words("kept")).toEqual(["no", "no", "yes", "yes"]);
    const warned = context.logged.filter(({ level }) => level === "warn");
    expect(warned).toHaveLength(1);
    expect(words("warning")).toEqual([null, null, null, warned[0]!.message]);
  });

  it("tells the history to TensorBoard too, a run for each split", async () => {
    const table = simulatedTable({ rows: 400 });
    const { history, tensorboard } = await trained(mlpStage, table, { ...quick, epochs: 2 });
    const file = "events.out.tfevents.0.fairline";
    const bytesOf = (split: string) => readFile(join(tensorboard, split, file));
    const [first, , second] = column(history, "loss");
    const accuracies = column(history, "accuracy");
    expect(new Uint8Array(await bytesOf("train"))).toEqual(
      eventFile(
        [first, second].map((loss, i) => ({
          step: i + 1,
          values: {
            loss: loss!,
            log_loss: loss!,
            penalty: 0,
            accuracy: accuracies[2 * i]!,
          },
        })),
      ),
    );
    expect((await bytesOf("validation")).includes("log_loss")).toBe(true);
  });

  it("leaves the penalty empty where there is none", async () => {
    const { history } = await trained(mlpStage, simulatedTable({ rows: 300 }), {
      ...quick,
      epochs: 1,
    });
    expect(column(history, "penalty")).toEqual([Number.NaN, Number.NaN]);
  });

  it.each(["wasm", "cpu"])(
    "gives the same bytes for the same seed, and others for another, on %s",
    async (backend) => {
      const table = simulatedTable({ rows: 500 });
      const params = { ...quick, epochs: 3, dropout: 0.2 };
      const run = async (seed: string) =>
        bytes((await trained(mlpStage, table, params, stageContext({ backend, seed }))).model);
      const first = await run("a");
      expect(await run("a")).toEqual(first);
      const [, network, weights] = await run("b");
      expect(network).toBe(first[1]);
      expect(weights).not.toBe(first[2]);
    },
  );

  it("gives the same bytes in a fresh process", async () => {
    const table = simulatedTable({ rows: 500 });
    const params = { ...quick, epochs: 3, dropout: 0.2 };
    const said = await runSource(new URL("child/train.ts", import.meta.url), [
      JSON.stringify(params),
    ]);
    const context = stageContext({ backend: "wasm", seed: "a" });
    expect(said).toBe(
      (await bytes((await trained(mlpStage, table, params, context)).model)).join("\n"),
    );
  });

  it("ends in the same bytes where it was killed on the way, and went on from its checkpoint", async () => {
    const params = { ...quick, batch: 64, dropout: 0.2, schedule: { form: "cosine" } };
    const run = async (checkpoints?: string) => {
      const context = stageContext({ backend: "onnx", checkpoints });
      return await trained(mlpStage, simulatedTable({ rows: 500 }), params, context);
    };
    const whole = await run();
    const checkpoints = scratchDirectory();
    const words = [JSON.stringify(params), checkpoints, "5"];
    const killed = runSource(new URL("child/killed.ts", import.meta.url), words);
    await expect(killed).rejects.toMatchObject({ signal: "SIGKILL" });
    expect(await readFile(join(checkpoints, "checkpoint.json"), "utf8")).toContain('"epoch":4,');
    const resumed = await run(checkpoints);
    expect(await bytes(resumed.model)).toEqual(await bytes(whole.model));
    expect(column(resumed.history, "loss")).toEqual(column(whole.history, "loss"));
  }, 120_000);

  it("does not look at test rows", async () => {
    const table = simulatedTable({ rows: 300 });
    const test = new Set(rowsOfSplit(table, "test"));
    const { codes, values } = categories(table, "hired");
    const flipped = categoryColumn(
      Array.from(codes, (code, row) => (test.has(row) ? values[1 - code]! : values[code]!)),
    );
    const params = { ...quick, epochs: 2 };
    const { model } = await trained(mlpStage, table, params);
    const other = await trained(mlpStage, withColumn(table, "hired", flipped), params);
    expect(await bytes(other.model)).toEqual(await bytes(model));
  });

  it("records how it was trained in the model", async () => {
    const { model } = await trained(mlpStage, simulatedTable({ rows: 300 }), {
      ...quick,
      epochs: 2,
      fairness: { penalty: "equalized-odds", strength: 1 },
    });
    const { training } = await readModelFile(await written(model));
    expect(training).toMatchObject({
      stage: "train/mlp",
      network: { inputs: 2, hidden: [8], activation: "relu" },
      optimizer: { name: "adam", "learning-rate": 0.01 },
      fairness: { penalty: "equalized-odds", strength: 1, attribute: "sex", groups: ["F", "M"] },
      epochs: { run: 2 },
      backend: { name: "cpu", version: "TensorFlow.js 4.22.0" },
    });
  });

  it("tells how far it is, with the losses", async () => {
    const context = stageContext();
    await trained(mlpStage, simulatedTable({ rows: 300 }), { ...quick, epochs: 2 }, context);
    expect(context.progressed).toEqual([
      {
        done: 1,
        total: 2,
        note: expect.stringMatching(/^loss \d\.\d{4}, validation \d\.\d{4}$/) as string,
      },
      {
        done: 2,
        total: 2,
        note: expect.stringMatching(/^loss \d\.\d{4}, validation \d\.\d{4}$/) as string,
      },
    ]);
  });

  it("leaves no tensor on the backend", async () => {
    const { tf } = (await openBackend("cpu")).use();
    const before = tf.memory().numTensors;
    await trained(mlpStage, simulatedTable({ rows: 300 }), { ...quick, epochs: 2 });
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe("a fairness penalty", () => {
  const table = simulatedTable({ rows: 3000, advantage: 3 });
  const gap = (scores: Record<string, number>): number => scores["M"]! - scores["F"]!;
  const model = async (fairness?: Readonly<Record<string, unknown>>) =>
    (
      await trained(mlpStage, table, {
        ...quick,
        "early-stopping": false,
        ...(fairness && { fairness }),
      })
    ).model;

  it("closes the gap in mean scores of demographic parity as its strength grows", async () => {
    const gaps: number[] = [];
    for (const strength of [0, 0.3, 2]) {
      const penalised = await model({ penalty: "demographic-parity", strength });
      gaps.push(gap(await meanScores(penalised, table, "test")));
    }
    // The world favours M through its proxy; the proxy is all that a model can use.
    expect(gaps[0]).toBeGreaterThan(0.15);
    expect(gaps[1]).toBeLessThan(gaps[0]! - 0.03);
    expect(Math.abs(gaps[2]!)).toBeLessThan(0.05);
  });

  it("closes the gap among positive rows for equal opportunity, in both classes for equalized odds", async () => {
    const plain = await model();
    const opportunity = await model({ penalty: "equal-opportunity", strength: 2 });
    const odds = await model({ penalty: "equalized-odds", strength: 2 });
    const gaps = async (of: Model) => ({
      positive: gap(await meanScores(of, table, "train", 1)),
      negative: gap(await meanScores(of, table, "train", 0)),
    });
    const [before, equalOpportunity, equalOdds] = [
      await gaps(plain),
      await gaps(opportunity),
      await gaps(odds),
    ];
    expect(before.positive).toBeGreaterThan(0.08);
    expect(before.negative).toBeGreaterThan(0.08);
    expect(Math.abs(equalOpportunity.positive)).toBeLessThan(0.03);
    expect(Math.abs(equalOdds.positive)).toBeLessThan(0.03);
    expect(Math.abs(equalOdds.negative)).toBeLessThan(0.03);
  });

  it("is none with strength 0: the same parameters, so the same key, and the same bytes, whatever its name", async () => {
    const plain = await bytes(await model());
    for (const [penalty, attribute] of [
      ["demographic-parity", "sex"],
      ["equalized-odds", undefined],
    ] as const) {
      const fairness = { penalty, strength: 0, attribute };
      for (const stage of [mlpStage, logisticStage]) {
        const parsed = stage.params.parse({ fairness });
        expect(parsed).toStrictEqual(stage.params.parse({}));
        expect(Object.keys(parsed)).not.toContain("fairness");
      }
      expect(await bytes(await model(fairness))).toEqual(plain);
    }
  });
});

describe("early stopping", () => {
  const table = simulatedTable({ rows: 300 });
  const overfit = { hidden: [64], epochs: 60, batch: 32, "learning-rate": 0.02 };
  const validation = (history: Table): number[] => {
    const { codes, values } = categories(history, "split");
    return column(history, "loss").filter((_, row) => values[codes[row]!] === "validation");
  };

  it("keeps the weights of the epoch with the lowest validation loss", async () => {
    const stopping = { patience: 4, "min-delta": 0 };
    const { model, history } = await trained(mlpStage, table, {
      ...overfit,
      "early-stopping": stopping,
    });
    const losses = validation(history);
    const best = losses.indexOf(Math.min(...losses)) + 1;
    expect(losses).toHaveLength(best + 4);
    const { training } = await readModelFile(await written(model));
    expect(training).toMatchObject({ epochs: { run: best + 4, kept: best } });
    const upToThere = await trained(mlpStage, table, {
      ...overfit,
      epochs: best,
      "early-stopping": false,
    });
    expect((await bytes(upToThere.model))[2]).toBe((await bytes(model))[2]);
  });

  it("is on where there are validation rows, and off where there are none or it is switched off", async () => {
    expect(validation((await trained(mlpStage, table, overfit)).history).length).toBeLessThan(60);
    const off = await trained(mlpStage, table, { ...overfit, "early-stopping": false });
    expect(validation(off.history)).toHaveLength(60);
    const { codes, values } = categories(table, "split");
    const trainOnly = categoryColumn(
      Array.from(codes, (code) => (values[code] === "validation" ? "test" : values[code]!)),
    );
    const unseen = withColumn(table, "split", trainOnly);
    expect((await trained(mlpStage, unseen, { ...overfit, epochs: 15 })).history.numRows).toBe(15);
    const asked = { ...overfit, "early-stopping": { patience: 3 } };
    expect(await failure(() => trained(mlpStage, unseen, asked))).toMatchInlineSnapshot(`
      "SPLIT_MISSING: early stopping needs validation rows; there are none
      Give the split validation a share in the clean stage, or set early-stopping: false."
    `);
  });
});

describe("train/mlp refuses", () => {
  it("to go on when the loss is no longer a number", async () => {
    const params = { ...quick, optimizer: "sgd", "learning-rate": 1e30 };
    expect(await failure(() => trained(mlpStage, simulatedTable({ rows: 300 }), params)))
      .toMatchInlineSnapshot(`
      "TRAINING_DIVERGED: the training loss is NaN in epoch 1
      Lower learning-rate (a tenth of it is a good next try), or lower the penalty's strength."
    `);
  });

  it("a penalty when it cannot tell which attribute is meant", async () => {
    const params = { fairness: { penalty: "demographic-parity", strength: 1 } };
    expect(await failure(() => trained(mlpStage, lendingTable(), params))).toMatchInlineSnapshot(`
      "ROLE_AMBIGUOUS: several columns have the role "sensitive": sex, race
      Name one of them in the stage's parameter fairness.attribute."
    `);
  });

  it("a table without a label", async () => {
    const table = withRoles(lendingTable(), "repaid", []);
    expect(await failure(() => trained(mlpStage, table))).toMatchInlineSnapshot(`
      "ROLE_MISSING: no column of the table has the role "label"
      Give a column that role at ingest (roles: { label: <column> }). The columns are: id, income, purpose, sex, race, repaid, split."
    `);
  });

  it("a network that no machine has memory for", async () => {
    const hidden = [2 ** 24, 2 ** 24];
    await expect(trained(mlpStage, lendingTable(), { hidden })).rejects.toMatchObject({
      code: "MEMORY_SHORT",
    });
  });

  it("an unknown backend", async () => {
    const context = stageContext({ backend: "gpu" });
    const said = await failure(() => trained(mlpStage, lendingTable(), {}, context));
    expect(said.split("\n")[0]).toMatchInlineSnapshot(
      `"BACKEND_UNAVAILABLE: there is no compute backend "gpu""`,
    );
  });
});

describe("the parameters of train/mlp", () => {
  const problems = (params: unknown) =>
    mlpStage.params
      .safeParse(params)
      .error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);

  it("take what a pipeline file says, and fill in the rest", () => {
    expect(
      mlpStage.params.parse({
        hidden: [64, 32],
        epochs: 40,
        fairness: { penalty: "demographic-parity", strength: 0.3 },
      }),
    ).toMatchInlineSnapshot(`
      {
        "activation": "relu",
        "dropout": 0,
        "epochs": 40,
        "fairness": {
          "penalty": "demographic-parity",
          "strength": 0.3,
        },
        "hidden": [
          64,
          32,
        ],
        "l2": 0,
        "learning-rate": 0.001,
        "optimizer": "adam",
        "sensitive-features": "include",
      }
    `);
  });

  it("refuse what makes no sense, each with its place", () => {
    expect(
      problems({
        hidden: [0],
        dropout: 1,
        batch: 0.5,
        momentum: 0.5,
        "early-stopping": { patience: 0 },
        fairness: { penalty: "parity", strength: -1 },
      }),
    ).toMatchInlineSnapshot(`
      [
        "hidden.0: Too small: expected number to be >=1",
        "dropout: Too big: expected number to be <1",
        "batch: Invalid input: expected int, received number",
        "early-stopping.patience: Too small: expected number to be >=1",
        "fairness: penalty: Invalid option: expected one of "correlation"|"covariance"|"demographic-parity"|"equal-opportunity"|"equalized-odds"|"hsic"|"label-score-product"|"logit-pairing"|"loss-gap"|"mmd"|"mutual-information"|"probability-gap"|"statistic-ratio"|"wasserstein"; strength: Too small: expected number to be >=0",
      ]
    `);
    expect(problems({ optimizer: "adam", momentum: 0.5 })).toMatchInlineSnapshot(`
      [
        "momentum: momentum is for optimizer sgd; adam has its own",
      ]
    `);
    expect(problems({ optimizer: "sgd", momentum: 0.5 })).toBeUndefined();
  });
});
