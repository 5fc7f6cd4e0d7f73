import { failure } from "@fairline/testing";
import { fitTrees, predictRaw } from "@fairline/trees";
import type { GradientCallback, TreeOptions } from "@fairline/trees";
import { describe, expect, it } from "vitest";
import { numeric, world } from "./world.ts";

const { columns, labels, targets } = world(200, "gradients");
const FEW = { rounds: 10, minRows: 5 } as const;

const scores = async (options: TreeOptions): Promise<Float64Array> => {
  const { ensemble } = await fitTrees({ columns, labels }, options);
  return predictRaw(ensemble, columns);
};

/** Those of half the squared error of the targets. */
const squaredError: GradientCallback = ({ raw }) => ({
  gradients: raw.map((score, row) => score - targets[row]!),
  hessians: raw.map(() => 1),
});

describe("a gradient callback", () => {
  it("that returns the loss's own gradients changes no byte", async () => {
    const objective = { loss: "logistic" } as const;
    const plain = await scores({ objective, ...FEW });
    expect(await scores({ objective, ...FEW, gradients: (state) => state })).toEqual(plain);
  });

  it("can be the whole of a custom objective", async () => {
    const custom = { loss: "custom", base: [targets.reduce((a, b) => a + b, 0) / 200] } as const;
    const { ensemble } = await fitTrees(
      { columns },
      { objective: custom, ...FEW, gradients: squaredError },
    );
    const own = await fitTrees(
      { columns, labels: targets },
      { objective: { loss: "squared" }, ...FEW },
    );
    expect(ensemble.feature).toEqual(own.ensemble.feature);
    const gaps = ensemble.value.map((value, node) => Math.abs(value - own.ensemble.value[node]!));
    expect(Math.max(...gaps)).toBeLessThan(1e-9);
  });

  it("may take its time, and is given the round and the scores before it", async () => {
    const rounds: number[] = [];
    const first: number[] = [];
    await scores({
      objective: { loss: "custom", base: [0.5] },
      ...FEW,
      rounds: 3,
      gradients: async (state) => {
        rounds.push(state.round);
        first.push(state.raw[0]!);
        return Promise.resolve(squaredError(state));
      },
    });
    expect(rounds).toEqual([1, 2, 3]);
    expect(first[0]).toBe(0.5);
    expect(new Set(first).size).toBe(3);
  });

  it("can add a penalty in place: here one on the gap between two groups' mean scores", async () => {
    const group = labels.map((_, row) => row % 2);
    const shifted = labels.map((label, row) => (group[row] === 1 ? 1 : label));
    const gapOf = (raw: Float64Array): number =>
      raw.reduce((sum, score, row) => sum + (group[row] === 1 ? score : -score), 0) / 100;
    const withGroup = [...columns, numeric("group", group)];
    const gapAt = async (strength: number): Promise<number> => {
      const { ensemble } = await fitTrees(
        { columns: withGroup, labels: shifted },
        {
          objective: { loss: "logistic" },
          ...FEW,
          gradients: (state) => {
            // Half the squared gap, whose derivative by a score is the gap times ±1 / 100.
            const slope = (strength * gapOf(state.raw)) / 100;
            for (let row = 0; row < group.length; row++) {
              state.gradients[row]! += group[row] === 1 ? slope : -slope;
            }
            return state;
          },
        },
      );
      return gapOf(predictRaw(ensemble, withGroup));
    };
    const gaps = [await gapAt(0), await gapAt(10), await gapAt(100)];
    expect(gaps[1]).toBeLessThan(gaps[0]! * 0.9);
    expect(gaps[2]).toBeLessThan(gaps[1]! * 0.9);
  });

  it("that diverges is told by its row and round", async () => {
    const at =
      (what: "gradients" | "hessians", value: number): GradientCallback =>
      (state) => {
        if (state.round === 2) state[what][3] = value;
        return state;
      };
    const said = async (gradients: GradientCallback): Promise<string> =>
      failure(() => scores({ objective: { loss: "logistic" }, ...FEW, gradients }));
    expect(await said(at("gradients", Number.NaN))).toMatchInlineSnapshot(`
      "TRAINING_DIVERGED: the gradient is NaN in row 4 of round 2
      Gradients are finite numbers, and hessians of at least 0: look at what the callback gives, at labels and weights."
    `);
    expect(await said(at("gradients", 1e200))).toMatchInlineSnapshot(`
      "TRAINING_DIVERGED: the gradient is 1e+200 in row 4 of round 2
      Gradients are finite numbers, and hessians of at least 0: look at what the callback gives, at labels and weights."
    `);
    expect(await said(at("hessians", -1))).toMatchInlineSnapshot(`
      "TRAINING_DIVERGED: the hessian is -1 in row 4 of round 2
      Gradients are finite numbers, and hessians of at least 0: look at what the callback gives, at labels and weights."
    `);
    expect(
      await said(({ raw }) => ({ gradients: raw.slice(1), hessians: raw })),
    ).toMatchInlineSnapshot(
      `"LENGTH_MISMATCH: the callback's list of gradients has length 199, for 200 rows"`,
    );
  });
});
