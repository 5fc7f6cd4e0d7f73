import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fitTrees, meanLoss, predictRaw } from "@fairline/trees";
import type { Column, TreeOptions } from "@fairline/trees";
import { describe, expect, it } from "vitest";
import { category, numeric, pick } from "./world.ts";

const mirror = process.env["FAIRLINE_MIRROR"];

/** What LightGBM has by default, where it differs from ours. */
const LIKE_LIGHTGBM = { learningRate: 0.1, minRows: 20, l2: 0 } as const;

/** A table and its labels in two parts. */
interface Parts {
  readonly columns: readonly Column[];
  readonly labels: readonly number[];
  /** Rows from the beginning that trees grow on. */
  readonly train: number;
}

/** The losses of training rows and of the others. */
async function losses(
  { columns, labels, train }: Parts,
  objective: TreeOptions["objective"],
  options: Partial<TreeOptions>,
): Promise<readonly [number, number]> {
  const rows = [...labels.keys()];
  const [seen, others] = [rows.slice(0, train), rows.slice(train)];
  const { ensemble } = await fitTrees(
    { columns: pick(columns, seen), labels: labels.slice(0, train) },
    { objective, ...LIKE_LIGHTGBM, ...options },
  );
  const lossOf = (of: readonly number[]): number => {
    const raw = predictRaw(ensemble, pick(columns, of));
    return meanLoss(objective, { raw, labels: of.map((row) => labels[row]!) });
  };
  return [lossOf(seen), lossOf(others)];
}

describe("the losses beside LightGBM 4.7.0's with the same bins, leaves and learning rate", () => {
  /*
   * import lightgbm as lgb, numpy as np
   * s = 1
   * def draw(n):
   *     global s
   *     s = (s * 16807) % 2147483647
   *     return s % n
   * rows = [[draw(100) for _ in range(3)] + [draw(12)] for _ in range(4000)]
   * X = np.array(rows, float)
   * score = X[:, 0] / 20 + (X[:, 1] - 50) ** 2 / 500 + (X[:, 3] * 5 % 12) / 3
   * score += np.array([draw(100) for _ in rows]) / 25
   * X[[draw(5) == 0 for _ in rows], 1] = np.nan
   * p = dict(learning_rate=0.1, num_leaves=15, min_data_in_leaf=20, min_data_in_bin=1, min_data_per_group=20, cat_l2=0)
   * regression:  y = score, all columns, categorical_feature=[3]
   * multiclass:  y = np.digitize(score, [7, 10]), num_class=3, the first three columns
   * binary:      y = score > 8.5, the first three columns
   * model = lgb.train(p, lgb.Dataset(X[:3000], y[:3000], params=p), 50)
   */
  let state = 1;
  const draw = (below: number): number => {
    state = (state * 16807) % 2147483647;
    return state % below;
  };
  const rows = Array.from({ length: 4000 }, () => [draw(100), draw(100), draw(100), draw(12)]);
  const scores = rows.map(([a = 0, b = 0, , c = 0]) => {
    const exact = a / 20 + (b - 50) ** 2 / 500 + ((c * 5) % 12) / 3;
    return exact + draw(100) / 25;
  });
  const isMissing = rows.map(() => draw(5) === 0);
  const columns = [
    numeric(
      "a",
      rows.map(([a = 0]) => a),
    ),
    numeric(
      "b",
      rows.map(([, b = 0], row) => (isMissing[row] === true ? Number.NaN : b)),
    ),
    numeric(
      "noise",
      rows.map(([, , noise = 0]) => noise),
    ),
    category(
      "c",
      rows.map(([, , , c = 0]) => c),
    ),
  ];
  const rules = { rounds: 50, maxLeaves: 15, minRowsPerGroup: 20, categoryL2: 0 } as const;

  it("are the same for a squared loss, with missing values and categories", async () => {
    const [train, others] = await losses(
      { columns, labels: scores, train: 3000 },
      { loss: "squared" },
      rules,
    );
    expect(Math.abs(train - 0.7574940767372467)).toBeLessThan(1e-8);
    expect(Math.abs(others - 0.9363177591952602)).toBeLessThan(1e-3);
  });

  // LightGBM estimates the rows of a child from its hessian, so that trees differ where hessians do.
  it("are within a thousandth for log losses", async () => {
    const three = scores.map((score) => (score < 7 ? 0 : score < 10 ? 1 : 2));
    const numbers = columns.slice(0, 3);
    const [train, others] = await losses(
      { columns: numbers, labels: three, train: 3000 },
      { loss: "softmax", classes: 3 },
      rules,
    );
    expect(Math.abs(train - 0.6662182401835943)).toBeLessThan(1e-3);
    expect(Math.abs(others - 0.7882898812165163)).toBeLessThan(1e-3);
    const two = scores.map((score) => (score > 8.5 ? 1 : 0));
    const [binary, otherBinary] = await losses(
      { columns: numbers, labels: two, train: 3000 },
      { loss: "logistic" },
      rules,
    );
    expect(Math.abs(binary - 0.412399938968543)).toBeLessThan(1e-3);
    expect(Math.abs(otherBinary - 0.470591776607735)).toBeLessThan(1e-3);
  });

  /*
   * adult.data and adult.test with "?" as missing, categories by alphabetical code, y = label starts with ">50K"
   * p = dict(objective="binary", learning_rate=0.1, num_leaves=31, min_data_in_bin=1)
   * model = lgb.train(p, lgb.Dataset(X, y, categorical_feature=the eight columns of words, params=p), 100)
   */
  it("are within a thousandth on Adult", async ({ skip }) => {
    skip(
      mirror === undefined,
      "set FAIRLINE_MIRROR to a folder with adult/adult.data and adult/adult.test",
    );
    const [train, test] = await losses(adult(mirror!), { loss: "logistic" }, { maxLeaves: 31 });
    expect(Math.abs(train - 0.24347095770978164)).toBeLessThan(1e-3);
    expect(Math.abs(test - 0.27602448216512343)).toBeLessThan(1e-3);
  });
});

function adult(folder: string): Parts {
  const read = (file: string): string[][] =>
    readFileSync(join(folder, "adult", file), "utf8")
      .split("\n")
      .map((line) => line.split(", "))
      .filter(({ length }) => length === 15);
  const train = read("adult.data");
  const rows = [...train, ...read("adult.test")];
  const columns = Array.from({ length: 14 }, (_, place) => {
    const words = rows.map((row) => row[place]!);
    if (!Number.isNaN(Number(words[0]))) return numeric(String(place), words.map(Number));
    const known = [...new Set(words)].filter((word) => word !== "?").sort();
    const codes = new Map(known.map((word, code) => [word, code]));
    return category(
      String(place),
      words.map((word) => codes.get(word) ?? -1),
    );
  });
  const labels = rows.map((row) => (row[14]!.startsWith(">50K") ? 1 : 0));
  return { columns, labels, train: train.length };
}
