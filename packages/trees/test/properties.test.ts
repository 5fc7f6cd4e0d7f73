import { createRandom } from "@fairline/numeric";
import { fitTrees, predictRaw, writeEnsemble } from "@fairline/trees";
import type { Column, Ensemble, TreeOptions } from "@fairline/trees";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { category, numeric, pick, shuffled, world } from "./world.ts";

const FEW = { numRuns: 15 };
const seeds = fc.integer({ min: 0, max: 1e9 }).map(String);
/** Small trees whose every rule is at work. */
const SMALL: Omit<TreeOptions, "objective"> = {
  rounds: 5,
  maxLeaves: 8,
  minRows: 5,
  l2: 0.5,
  minRowsPerGroup: 10,
};
const OBJECTIVES: readonly TreeOptions["objective"][] = [
  { loss: "logistic" },
  { loss: "squared" },
  { loss: "softmax", classes: 2 },
];

const bytesOf = (ensemble: Ensemble): string =>
  Buffer.from(writeEnsemble(ensemble)).toString("hex");

describe("fitTrees", () => {
  it("ends in the same bytes whatever the order of the rows", async () => {
    const property = fc.asyncProperty(
      seeds,
      fc.constantFrom(...OBJECTIVES),
      async (seed, objective) => {
        const { columns, labels } = world(150, seed);
        const order = shuffled(createRandom(`${seed} order`), labels.length);
        const moved = { columns: pick(columns, order), labels: order.map((row) => labels[row]!) };
        const first = await fitTrees({ columns, labels }, { objective, ...SMALL });
        const second = await fitTrees(moved, { objective, ...SMALL });
        expect(bytesOf(second.ensemble)).toBe(bytesOf(first.ensemble));
      },
    );
    await fc.assert(property, FEW);
  });

  it("gives the same scores after a rising transform of a numeric column", async () => {
    const property = fc.asyncProperty(seeds, async (seed) => {
      const { columns, targets } = world(150, seed);
      const bent = columns.map((column) =>
        column.kind === "numeric"
          ? numeric(
              column.name,
              column.values.map((x) => x ** 3 + Math.exp(x)),
            )
          : column,
      );
      const options = { objective: { loss: "squared" }, ...SMALL, maxBins: 20 } as const;
      const straight = await fitTrees({ columns, labels: targets }, options);
      const curved = await fitTrees({ columns: bent, labels: targets }, options);
      expect(predictRaw(curved.ensemble, bent)).toEqual(predictRaw(straight.ensemble, columns));
    });
    await fc.assert(property, FEW);
  });

  const weighedAndCopied = async (
    seed: string,
    labels: Float64Array,
    objective: TreeOptions["objective"],
  ): Promise<readonly [Ensemble, Ensemble]> => {
    const { columns } = world(labels.length, seed);
    const random = createRandom(`${seed} weights`);
    const weights = labels.map(() => random.integer(4));
    const copies = [...labels.keys()].flatMap((row) => Array<number>(weights[row]!).fill(row));
    // Rows count for these rules, whatever they weigh.
    const rules = { minRows: 1, minHessian: 2, minRowsPerGroup: 1, categorySmoothing: 0 };
    const options = { objective, ...SMALL, ...rules };
    const weighed = await fitTrees({ columns, labels, weights }, options);
    const copied = { columns: pick(columns, copies), labels: copies.map((row) => labels[row]!) };
    return [weighed.ensemble, (await fitTrees(copied, options)).ensemble];
  };
  const expectSame = ([one, other]: readonly [Ensemble, Ensemble]): void => {
    expect(one.feature).toEqual(other.feature);
    expect(one.threshold).toEqual(other.threshold);
    const gaps = one.value.map((value, node) => Math.abs(value - other.value[node]!));
    expect(Math.max(...gaps)).toBeLessThan(1e-9);
  };

  it("takes a row of weight k for k rows, and one of weight 0 for none", async () => {
    // Targets are no two the same, so that no two splits gain the same but for rounding.
    const property = fc.asyncProperty(seeds, async (seed) => {
      const { targets } = world(120, seed);
      expectSame(await weighedAndCopied(seed, targets, { loss: "squared" }));
    });
    await fc.assert(property, FEW);
  });

  it.each(OBJECTIVES)("takes a row of weight k for k rows with %o", async (objective) => {
    const { labels } = world(120, "copies");
    expectSame(await weighedAndCopied("copies", labels, objective));
  });

  it("gives leaves the values that minimise the objective to second order", async () => {
    const property = fc.asyncProperty(seeds, fc.constantFrom(0, 1), async (seed, l1) => {
      const { columns, labels } = world(150, seed);
      const options = { ...SMALL, rounds: 1, learningRate: 1, l1 };
      const { ensemble } = await fitTrees(
        { columns, labels },
        { objective: { loss: "logistic" }, ...options },
      );
      const share = labels.reduce((sum, label) => sum + label, 0) / labels.length;
      const scores = predictRaw(ensemble, columns);
      const leaves = ensemble.value.filter((_, node) => ensemble.feature[node] === -1);
      for (const value of leaves.filter(
        (each) => leaves.indexOf(each) === leaves.lastIndexOf(each),
      )) {
        const rows = [...scores.keys()].filter((row) => scores[row] === ensemble.base[0]! + value);
        const gradient = rows.reduce((sum, row) => sum + share - labels[row]!, 0);
        const hessian = rows.length * share * (1 - share);
        const objective = (w: number): number =>
          gradient * w + ((hessian + 0.5) * w * w) / 2 + l1 * Math.abs(w);
        for (const step of [-1e-3, 1e-3])
          expect(objective(value + step)).toBeGreaterThan(objective(value));
      }
    });
    await fc.assert(property, FEW);
  });

  it("keeps scores from falling, or from rising, along a monotone column", async () => {
    const property = fc.asyncProperty(
      seeds,
      fc.constantFrom<1 | -1>(1, -1),
      fc.constantFrom<"logistic" | "squared">("logistic", "squared"),
      async (seed, direction, loss) => {
        const random = createRandom(seed);
        const rows = 200;
        const draw = (): number[] => Array.from({ length: rows }, () => random.normal());
        // The label has nothing to do with them, so that trees would go up and down.
        const columns = [numeric("x", draw()), numeric("z", draw())];
        const labels = Array.from({ length: rows }, () => random.integer(2));
        const options = { ...SMALL, rounds: 20, monotone: { x: direction } };
        const { ensemble } = await fitTrees(
          { columns, labels },
          { objective: { loss }, ...options },
        );
        const rising = Array.from({ length: 60 }, (_, i) => -3 + i / 10);
        for (const z of [-1, 0, 1]) {
          const line = [
            numeric("x", rising),
            numeric(
              "z",
              rising.map(() => z),
            ),
          ];
          const scores = predictRaw(ensemble, line);
          for (let i = 1; i < scores.length; i++) {
            expect((scores[i]! - scores[i - 1]!) * direction).toBeGreaterThanOrEqual(0);
          }
        }
      },
    );
    await fc.assert(property, FEW);
  });

  it("ends with the raw scores that its trees give, bit for bit", async () => {
    const property = fc.asyncProperty(seeds, fc.constantFrom(0.5, 1), async (seed, rowFraction) => {
      const { columns, labels } = world(150, seed);
      const weights = labels.map((_, row) => row % 4);
      let raw = new Float64Array();
      const { ensemble } = await fitTrees(
        { columns, labels, weights },
        {
          objective: { loss: "softmax", classes: 3 },
          ...SMALL,
          rowFraction,
          seed,
          onRound: (state) => {
            raw = state.raw.slice();
          },
        },
      );
      expect(predictRaw(ensemble, columns)).toEqual(raw);
    });
    await fc.assert(property, FEW);
  });

  it("lowers the training loss of a squared loss in every round", async () => {
    const { columns, targets } = world(300, "falling");
    const losses: number[] = [];
    await fitTrees(
      { columns, labels: targets },
      {
        objective: { loss: "squared" },
        onRound: ({ raw }) => {
          losses.push(raw.reduce((sum, score, row) => sum + (score - targets[row]!) ** 2, 0));
        },
      },
    );
    for (let round = 1; round < losses.length; round++) {
      expect(losses[round]).toBeLessThanOrEqual(losses[round - 1]!);
    }
  });
});

describe("sampling", () => {
  const { columns, labels } = world(200, "sampling");
  const fit = async (options: object): Promise<string> => {
    const { ensemble } = await fitTrees(
      { columns, labels },
      { objective: { loss: "logistic" }, ...SMALL, ...options },
    );
    return bytesOf(ensemble);
  };

  it("gives the same bytes for the same seed, and others for another", async () => {
    const sampled = { rowFraction: 0.6, featureFraction: 0.7 };
    expect(await fit({ ...sampled, seed: "1" })).toBe(await fit({ ...sampled, seed: "1" }));
    expect(await fit({ ...sampled, seed: "1" })).not.toBe(await fit({ ...sampled, seed: "2" }));
  });

  it("changes nothing where nothing is left out", async () => {
    expect(await fit({ seed: "1" })).toBe(await fit({}));
  });

  it("splits a tree only on as many columns as the fraction says", async () => {
    const { ensemble } = await fitTrees(
      { columns, labels },
      { objective: { loss: "logistic" }, ...SMALL, featureFraction: 0.3, seed: "1", rounds: 20 },
    );
    const used = Array.from({ length: 20 }, (_, tree) => {
      const nodes = ensemble.feature.subarray(
        ensemble.treeStarts[tree],
        ensemble.treeStarts[tree + 1],
      );
      return new Set(nodes.filter((feature) => feature >= 0)).size;
    });
    expect(Math.max(...used)).toBe(1);
  });

  it("grows each tree on as many rows as the fraction says", async () => {
    const { ensemble } = await fitTrees(
      { columns, labels },
      { objective: { loss: "logistic" }, ...SMALL, rowFraction: 0.25, seed: "1" },
    );
    const roots = Array.from(ensemble.treeStarts.subarray(0, 5), (root) => ensemble.rows[root]);
    expect(roots).toEqual([50, 50, 50, 50, 50]);
  });
});

describe("the edges", () => {
  const squared = { objective: { loss: "squared" }, minRows: 1, maxLeaves: 31, l2: 0 } as const;
  const fit = (
    columns: readonly Column[],
    labels: readonly number[],
    options: TreeOptions = squared,
  ) => fitTrees({ columns, labels }, options);

  it("of one row: the base score alone", async () => {
    const x = [numeric("x", [3])];
    const { ensemble, stopped, rounds } = await fit(x, [7]);
    expect({ stopped, rounds, scores: [...predictRaw(ensemble, x)] }).toEqual({
      stopped: "no-split",
      rounds: 0,
      scores: [7],
    });
  });

  it("of one class: a score half a row away from certainty", async () => {
    const x = [numeric("x", [1, 2, 3, 4])];
    const { ensemble } = await fit(x, [1, 1, 1, 1], {
      objective: { loss: "logistic" },
      minRows: 1,
    });
    expect([...predictRaw(ensemble, x)]).toEqual(Array(4).fill(Math.log(0.875 / (1 - 0.875))));
  });

  it("of columns that are constant, or missing in every row: no split", async () => {
    const columns = [
      numeric("same", [2, 2, 2, 2]),
      numeric("none", Array<number>(4).fill(Number.NaN)),
      category("one", [5, 5, 5, 5]),
      category("unknown", [-1, -1, -1, -1]),
    ];
    const { ensemble, stopped } = await fit(columns, [1, 2, 3, 4]);
    expect(stopped).toBe("no-split");
    expect([...predictRaw(ensemble, columns)]).toEqual([2.5, 2.5, 2.5, 2.5]);
  });

  it("of a column that is constant where it is not missing: missing or not", async () => {
    const columns = [numeric("same", [2, 2, Number.NaN, Number.NaN])];
    const { ensemble } = await fit(columns, [1, 1, 5, 5], {
      ...squared,
      rounds: 1,
      learningRate: 1,
    });
    expect([...predictRaw(ensemble, columns)]).toEqual([1, 1, 5, 5]);
    expect(ensemble.threshold[0]).toBe(Infinity);
  });

  it("of one bin: missing or not", async () => {
    const columns = [numeric("x", [1, 2, 3, Number.NaN])];
    const options = { ...squared, rounds: 1, learningRate: 1, maxBins: 1 };
    const { ensemble } = await fit(columns, [0, 3, 3, 4], options);
    expect([...predictRaw(ensemble, columns)]).toEqual([2, 2, 2, 4]);
  });

  it("of more classes than rows: probabilities that sum to 1", async () => {
    const columns = [numeric("x", [1, 2, 3])];
    const options = { objective: { loss: "softmax", classes: 5 }, minRows: 1 } as const;
    const { ensemble } = await fit(columns, [4, 0, 4], options);
    expect(ensemble.base.every(Number.isFinite)).toBe(true);
    expect(predictRaw(ensemble, columns)).toHaveLength(15);
  });

  it("of huge and tiny values: bins that tell them apart", async () => {
    const values = [
      -Number.MAX_VALUE,
      -1e300,
      -5e-324,
      0,
      5e-324,
      1,
      1 + 2 ** -52,
      Number.MAX_VALUE,
    ];
    const columns = [numeric("x", values)];
    const labels = [0, 1, 2, 3, 4, 5, 6, 7];
    const { ensemble } = await fit(columns, labels, { ...squared, rounds: 1, learningRate: 1 });
    expect([...predictRaw(ensemble, columns)]).toEqual(labels);
  });

  it("of labels that are far from 0: their means", async () => {
    const columns = [numeric("x", [1, 2, 3, 4])];
    const { ensemble } = await fit(columns, [1e99, 1e99, -1e99, -1e99], {
      ...squared,
      rounds: 1,
      learningRate: 1,
    });
    const scaled = predictRaw(ensemble, columns).map((score) => score / 1e99);
    for (const [row, sign] of [1, 1, -1, -1].entries()) expect(scaled[row]).toBeCloseTo(sign, 12);
  });
});
