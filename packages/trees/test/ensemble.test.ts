import { createHash } from "node:crypto";
import { failure } from "@fairline/testing";
import {
  fitTrees,
  importances,
  meanLoss,
  predictProbability,
  predictRaw,
  readEnsemble,
  writeEnsemble,
} from "@fairline/trees";
import type { Ensemble } from "@fairline/trees";
import { describe, expect, it } from "vitest";
import { category, numeric, world } from "./world.ts";

const { columns, labels } = world(300, "ensemble");
const small = { rounds: 4, maxLeaves: 6, minRows: 5, minRowsPerGroup: 10 } as const;
const { ensemble } = await fitTrees(
  { columns, labels },
  { objective: { loss: "logistic" }, ...small },
);

/** Bytes with other contents and a checksum that fits them. */
function resealed(bytes: Uint8Array): Uint8Array {
  const body = bytes.slice(0, -32);
  return Uint8Array.from([...body, ...createHash("sha256").update(body).digest()]);
}

describe("bytes of an ensemble", () => {
  it("give it back, wherever they lie", () => {
    const bytes = writeEnsemble(ensemble);
    expect(readEnsemble(bytes)).toEqual(ensemble);
    const within = new Uint8Array(bytes.length + 3);
    within.set(bytes, 3);
    expect(readEnsemble(within.subarray(3))).toEqual(ensemble);
  });

  it("are the same for the same ensemble", () => {
    expect(writeEnsemble(readEnsemble(writeEnsemble(ensemble)))).toEqual(writeEnsemble(ensemble));
  });

  it("are refused where they were damaged, cut, of another kind or version", async () => {
    const bytes = writeEnsemble(ensemble);
    const changed = (at: number): Uint8Array => bytes.with(at, bytes[at]! ^ 1);
    const said = (of: Uint8Array): Promise<string> => failure(() => readEnsemble(of));
    expect(await said(changed(200))).toMatchInlineSnapshot(
      `"ARTIFACT_INVALID: the bytes of trees cannot be read: their checksum is wrong: they were cut short or changed"`,
    );
    expect(await said(bytes.subarray(0, 100))).toBe(await said(changed(200)));
    expect(await said(bytes.subarray(0, 12))).toBe(await said(changed(200)));
    expect(await said(new Uint8Array(4))).toMatchInlineSnapshot(
      `"ARTIFACT_INVALID: the bytes of trees cannot be read: they are no trees of Fairline's"`,
    );
    expect(await said(resealed(changed(8)))).toMatchInlineSnapshot(
      `"ARTIFACT_INVALID: the bytes of trees cannot be read: they are of version 0, which this one cannot read"`,
    );
  });

  it.each<[string, (of: Ensemble) => Partial<Ensemble>]>([
    ["a child before its parent", ({ left }) => ({ left: left.with(0, 0) })],
    ["a child in another tree", ({ right }) => ({ right: right.with(0, 40) })],
    ["a feature that is not there", ({ feature }) => ({ feature: feature.with(0, 9) })],
    ["a value that is no number", ({ value }) => ({ value: value.with(3, Number.NaN) })],
    [
      "a threshold that is no number",
      ({ threshold, feature }) => ({ threshold: threshold.with(feature.indexOf(0), Number.NaN) }),
    ],
    [
      "a subset that is not there",
      ({ subset, feature }) => ({ subset: subset.with(feature.indexOf(1), 99) }),
    ],
    [
      "a subset that sends no category away",
      ({ subset, subsets, missingLeft, feature }) => {
        const node = feature.indexOf(1);
        const word = missingLeft[node] === 1 ? 2 ** 32 - 1 : 0;
        return { subsets: subsets.slice().fill(word, 8 * subset[node]!, 8 * subset[node]! + 8) };
      },
    ],
    ["another number of base scores", () => ({ base: Float64Array.of(0, 0) })],
    ["an array that is too short", ({ cover }) => ({ cover: cover.slice(1) })],
    ["starts that leave nodes out", ({ treeStarts }) => ({ treeStarts: treeStarts.slice(0, -1) })],
    ["a tree without nodes", ({ treeStarts }) => ({ treeStarts: treeStarts.with(1, 0) })],
  ])("are refused with %s", async (_, change) => {
    const said = await failure(() =>
      readEnsemble(writeEnsemble({ ...ensemble, ...change(ensemble) })),
    );
    expect(said).toMatch(/^ARTIFACT_INVALID: the bytes of trees cannot be read: /);
  });
});

describe("prediction", () => {
  it("gives probabilities that are the raw scores' own", () => {
    const raw = predictRaw(ensemble, columns);
    const probabilities = predictProbability(ensemble, columns);
    expect(probabilities).toEqual(raw.map((score) => 1 / (1 + Math.exp(-score))));
  });

  it("gives probabilities of classes that sum to 1", async () => {
    const classes = labels.map((label, row) => (row % 3 === 0 ? 2 : label));
    const fitted = await fitTrees(
      { columns, labels: classes },
      { objective: { loss: "softmax", classes: 3 }, ...small },
    );
    const probabilities = predictProbability(fitted.ensemble, columns);
    for (let at = 0; at < probabilities.length; at += 3) {
      expect(probabilities[at]! + probabilities[at + 1]! + probabilities[at + 2]!).toBeCloseTo(
        1,
        12,
      );
    }
  });

  it("goes over more rows than it holds at a time, row by row the same", () => {
    const many = world(1300, "many").columns;
    const one = many.map((column) =>
      column.kind === "numeric"
        ? numeric(column.name, [column.values[1100]!])
        : category(column.name, [column.codes[1100]!]),
    );
    expect(predictRaw(ensemble, many)[1100]).toBe(predictRaw(ensemble, one)[0]);
  });

  it("takes no other columns, and no probabilities from a loss that has none", async () => {
    const said = (of: typeof columns): Promise<string> => failure(() => predictRaw(ensemble, of));
    expect(await said(columns.slice(0, 2))).toMatchInlineSnapshot(`
      "COLUMN_MISSING: column 3 is absent; the trees were grown with "z" there
      Give the columns in this order: x, c, z."
    `);
    expect(await said([columns[1]!, columns[0]!, columns[2]!])).toMatchInlineSnapshot(`
      "COLUMN_MISSING: column 1 is "c"; the trees were grown with "x" there
      Give the columns in this order: x, c, z."
    `);
    expect(await said([...columns, numeric("zz", labels)])).toMatchInlineSnapshot(`
      "COLUMN_MISSING: the trees were grown without column "zz"
      The columns are: x, c, z."
    `);
    expect(await said([columns[0]!, numeric("c", labels), columns[2]!])).toMatchInlineSnapshot(
      `"COLUMN_TYPE: column "c" is a numeric column; the trees were grown on a category one"`,
    );
    const squared = await fitTrees(
      { columns, labels },
      { objective: { loss: "squared" }, ...small },
    );
    expect(await failure(() => predictProbability(squared.ensemble, columns)))
      .toMatchInlineSnapshot(`
      "TASK_UNSUPPORTED: trees grown on a squared loss have no probabilities
      Use their raw scores, or grow trees on a logistic or a softmax loss."
    `);
  });
});

describe("importances", () => {
  it("add up the splits of a column and what they gain", () => {
    const found = importances(ensemble);
    expect(found.map(({ name }) => name)).toEqual(["x", "c", "z"]);
    const splits = ensemble.feature.filter((feature) => feature >= 0).length;
    expect(found.reduce((sum, each) => sum + each.splits, 0)).toBe(splits);
    const gain = ensemble.gain.reduce((sum, each) => sum + each, 0);
    expect(found.reduce((sum, each) => sum + each.gain, 0)).toBeCloseTo(gain, 9);
    expect(Math.min(...found.map((each) => each.gain))).toBeGreaterThan(0);
  });
});

describe("a node", () => {
  it("has the cover and the rows of its children together", () => {
    const { feature, left, right, cover, rows } = ensemble;
    feature.forEach((of, node) => {
      if (of < 0) return;
      // Sums are exact.
      expect(cover[left[node]!]! + cover[right[node]!]!).toBe(cover[node]);
      expect(rows[left[node]!]! + rows[right[node]!]!).toBe(rows[node]);
    });
  });
});

describe("meanLoss", () => {
  it("is the log loss, the log loss of several classes, or half the mean squared error", () => {
    const two = { raw: Float64Array.of(0, 800, -800), labels: [1, 1, 1], weights: [2, 1, 0] };
    expect(meanLoss({ loss: "logistic" }, two)).toBeCloseTo((2 * Math.LN2) / 3, 12);
    const wrong = { raw: Float64Array.of(-800), labels: [1] };
    expect(meanLoss({ loss: "logistic" }, wrong)).toBe(800);
    const three = { raw: Float64Array.of(0, 0, 0, 900, 0, 0), labels: [2, 0] };
    expect(meanLoss({ loss: "softmax", classes: 3 }, three)).toBeCloseTo(Math.log(3) / 2, 12);
    const numbers = { raw: Float64Array.of(1, 5), labels: [1, 2] };
    expect(meanLoss({ loss: "squared" }, numbers)).toBe(9 / 4);
  });

  it("refuses what it cannot judge", async () => {
    const raw = Float64Array.of(0, 1);
    expect(await failure(() => meanLoss({ loss: "custom", base: [0] }, { raw, labels: [0, 1] })))
      .toMatchInlineSnapshot(`
      "TASK_UNSUPPORTED: a custom objective has gradients and no loss
      Give a metric of your own."
    `);
    expect(
      await failure(() => meanLoss({ loss: "logistic" }, { raw, labels: [0] })),
    ).toMatchInlineSnapshot(`"LENGTH_MISMATCH: the list of labels has length 1, for 2 rows"`);
  });
});
