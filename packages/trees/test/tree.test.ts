import { fitTrees, predictProbability, predictRaw } from "@fairline/trees";
import { describe, expect, it } from "vitest";
import { category, numeric } from "./world.ts";

/** One tree as large as its rows allow, and nothing that pulls its values towards 0. */
const ONE = {
  rounds: 1,
  learningRate: 1,
  maxLeaves: 31,
  minRows: 1,
  minHessian: 1e-9,
  l2: 0,
} as const;

describe("a tree of eight rows, by hand", () => {
  const x = numeric("x", [1, 2, 3, 4, 5, 6, 7, 8]);
  const labels = [1, 1, 2, 2, 5, 5, 6, 6];

  /*
   * Squared loss: base (1 + 1 + 2 + 2 + 5 + 5 + 6 + 6) / 8 = 3.5, gradients 3.5 - y, hessians 1, and G² / H for a node.
   *
   *   gradients  2.5 2.5 1.5 1.5 -1.5 -1.5 -2.5 -2.5, in all 0
   *   cut after  1: 2.5² / 1 + 2.5² / 7 =  7.142857
   *              2: 5² / 2 + 5² / 6     = 16.666667
   *              3: 6.5² / 3 + 6.5² / 5 = 22.533333
   *              4: 8² / 4 + 8² / 4     = 32          the best one; the others mirror these
   *   left half (8² / 4 = 16), cut after 2: 5² / 2 + 3² / 2 = 17, gain 1; the right half gains 1 too
   *   values -G / H: rows 1-2 -2.5, rows 3-4 -1.5, rows 5-8 2
   */
  it("splits first what gains most, and of equals what came first", async () => {
    const { ensemble } = await fitTrees(
      { columns: [x], labels },
      { objective: { loss: "squared" }, ...ONE, maxLeaves: 3 },
    );
    expect(ensemble).toMatchObject({
      base: Float64Array.of(3.5),
      treeStarts: Uint32Array.of(0, 5),
      feature: Int32Array.of(0, 0, -1, -1, -1),
      threshold: Float64Array.of(4.5, 2.5, 0, 0, 0),
      left: Uint32Array.of(1, 3, 0, 0, 0),
      right: Uint32Array.of(2, 4, 0, 0, 0),
      gain: Float64Array.of(32, 1, 0, 0, 0),
      value: Float64Array.of(0, -2, 2, -2.5, -1.5),
      cover: Float64Array.of(8, 4, 4, 2, 2),
      rows: Float64Array.of(8, 4, 4, 2, 2),
    });
    expect([...predictRaw(ensemble, [x])]).toEqual([1, 1, 2, 2, 5.5, 5.5, 5.5, 5.5]);
  });

  it("weighs its rules: depth, rows and gain", async () => {
    const leaves = async (rules: object): Promise<number> => {
      const options = { objective: { loss: "squared" }, ...ONE, ...rules } as const;
      const { ensemble } = await fitTrees({ columns: [x], labels }, options);
      return ensemble.feature.filter((feature) => feature === -1).length;
    };
    expect(await leaves({})).toBe(4);
    expect(await leaves({ maxDepth: 1 })).toBe(2);
    expect(await leaves({ minRows: 3 })).toBe(2);
    expect(await leaves({ minHessian: 2.5 })).toBe(2);
    expect(await leaves({ minGain: 1 })).toBe(2);
    expect(await leaves({ minGain: 0.99 })).toBe(4);
    // A round without a split is not kept.
    expect(await leaves({ minGain: 32 })).toBe(0);
  });

  /*
   * Log loss: base ln(4 / 4) = 0, gradients 0.5 - y, hessians 0.25. The halves have G = ±2 and H = 1.
   *
   *   l2 = 1: gain 2² / (1 + 1) + 2² / (1 + 1) = 4, values ∓2 / (1 + 1) = ∓1
   *   l1 = 1: the gradients shrink to ±1: gain 1² / 1 + 1² / 1 = 2, values ∓1
   */
  it.each([
    [{ l2: 1 }, 4],
    [{ l1: 1 }, 2],
  ])("pulls values towards 0 by %o", async (penalties, gain) => {
    const { ensemble } = await fitTrees(
      { columns: [x], labels: [0, 0, 0, 0, 1, 1, 1, 1] },
      { objective: { loss: "logistic" }, ...ONE, ...penalties, maxLeaves: 2 },
    );
    expect(ensemble.gain[0]).toBeCloseTo(gain, 12);
    expect([...ensemble.value]).toEqual([0, -1, 1]);
    const [low] = predictProbability(ensemble, [numeric("x", [1])]);
    expect(low).toBeCloseTo(1 / (1 + Math.E), 12);
  });
});

describe("missing values", () => {
  const labels = [0, 0, 0, 6, 6, 6, 6, 6];
  const options = { objective: { loss: "squared" }, ...ONE, maxLeaves: 2 } as const;
  const at = async (x: readonly number[], y: readonly number[] = labels): Promise<number[]> => {
    const { ensemble } = await fitTrees({ columns: [numeric("x", x)], labels: y }, options);
    return [...predictRaw(ensemble, [numeric("x", [1, 9, Number.NaN])])];
  };

  it("go to the side on which they gain more", async () => {
    expect(await at([1, 1, 1, 9, 9, 9, Number.NaN, Number.NaN])).toEqual([0, 6, 6]);
    expect(await at([9, 9, 9, 1, 1, 1, Number.NaN, Number.NaN])).toEqual([6, 0, 6]);
  });

  it("have a side of their own where that gains most", async () => {
    const missing = [Number.NaN, Number.NaN, Number.NaN, 1, 9, 5, 6, 7];
    expect(await at(missing)).toEqual([6, 6, 0]);
  });

  it("go to the child with more rows where no training row misses the value", async () => {
    expect(await at([1, 1, 1, 9, 9, 9, 9, 9])).toEqual([0, 6, 6]);
    expect(await at([1, 1, 1, 1, 9, 9, 9, 9], [0, 0, 0, 0, 6, 6, 6, 6])).toEqual([0, 6, 0]);
  });
});

describe("categories", () => {
  const options = { objective: { loss: "squared" }, ...ONE, maxLeaves: 2 } as const;

  /* Base 3; gradients of the categories 0 to 2: 3 + 3, -3 - 3, 3 - 3. One and the rest: 6² / 2 + 6² / 4 = 27 for 0 and for 1. */
  it("few of them are split into one and the rest, the first among equals", async () => {
    const columns = [category("c", [0, 0, 1, 1, 2, 2])];
    const { ensemble } = await fitTrees({ columns, labels: [0, 0, 6, 6, 0, 6] }, options);
    expect(ensemble.gain[0]).toBe(27);
    expect([...predictRaw(ensemble, columns)]).toEqual([0, 0, 4.5, 4.5, 4.5, 4.5]);
  });

  /*
   * Six categories of two rows, whose means are 0 6 0 6 0 6. Base 3, gradients of a category ±6, hessian 2. Sorted by gradient
   * over hessian: 1 3 5 0 2 4; the first three and the rest: 18² / 6 + 18² / 6 = 108.
   */
  it("more of them are split into the two sets that gain most along their order", async () => {
    const columns = [category("c", [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5])];
    const labels = [0, 0, 6, 6, 0, 0, 6, 6, 0, 0, 6, 6];
    const rules = { categorySmoothing: 0, categoryL2: 0, minRowsPerGroup: 1 };
    const { ensemble } = await fitTrees({ columns, labels }, { ...options, ...rules });
    expect(ensemble.gain[0]).toBe(108);
    expect([...predictRaw(ensemble, columns)]).toEqual(labels);
    expect([...ensemble.subsets.slice(0, 1)]).toEqual([0b101010]);
  });

  it("obey their own rules: rows a group, the length of the list, smoothing, l2", async () => {
    const columns = [category("c", [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5])];
    const labels = [0, 0, 6, 6, 0, 0, 6, 6, 0, 0, 6, 6];
    const gain = async (rules: object): Promise<number> => {
      const free = { categorySmoothing: 0, categoryL2: 0, minRowsPerGroup: 1, ...rules };
      const { ensemble } = await fitTrees({ columns, labels }, { ...options, ...free });
      return ensemble.gain[0] ?? 0;
    };
    // The first two and the rest: 12² / 4 + 12² / 8.
    expect(await gain({ maxSubset: 2 })).toBe(54);
    expect(await gain({ minRowsPerGroup: 4 })).toBe(54);
    expect(await gain({ minRowsPerGroup: 7 })).toBe(0);
    // Categories of two rows are too small to be sorted.
    expect(await gain({ categorySmoothing: 3 })).toBe(0);
    // 18² / (6 + 6) on either side.
    expect(await gain({ categoryL2: 6 })).toBe(54);
  });

  it("that no training row has go where missing ones go, and so do codes that none could have", async () => {
    const columns = [category("c", [0, 0, 1, 1, -1, -1])];
    const { ensemble } = await fitTrees({ columns, labels: [0, 0, 6, 6, 6, 6] }, options);
    const asked = [category("c", [0, 1, -1, 2, 7, -9, 2 ** 31 - 1])];
    expect([...predictRaw(ensemble, asked)]).toEqual([0, 6, 6, 6, 6, 6, 6]);
  });

  it("beyond the 255 with the most rows count as missing", async () => {
    const codes = Array.from({ length: 600 }, (_, row) =>
      row < 520 ? row % 260 : 255 + (row % 5),
    );
    const columns = [category("c", codes)];
    const labels = codes.map((code) => (code >= 255 ? 1 : 0));
    const { ensemble } = await fitTrees({ columns, labels }, options);
    const [feature] = ensemble.features;
    const known = feature?.kind === "category" ? feature.codes : new Int32Array();
    // 255 to 259 have 18 rows each; of the others, which have 2, the last five are left out.
    expect([...known]).toEqual([...Array(250).keys(), 255, 256, 257, 258, 259]);
  });
});
