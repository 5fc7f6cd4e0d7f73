import { failure } from "@fairline/testing";
import { fitTrees, meanLoss, predictRaw } from "@fairline/trees";
import type { RoundState, TreeOptions, Validation } from "@fairline/trees";
import { describe, expect, it } from "vitest";
import { world } from "./world.ts";

const { columns, labels } = world(300, "train");
const held = world(200, "validation");
const objective = { loss: "logistic" } as const;
const data = { columns, labels };

/** A validation whose metric says what it is told to, round by round. */
const told = (
  metrics: readonly number[],
  patience: number,
  better: Validation["better"] = "lower",
): Validation => ({
  columns: held.columns,
  metric: ({ round }) => metrics[round - 1]!,
  better,
  patience,
});

describe("validation rows", () => {
  it("end the fit when the metric has not become better for a while, and keep the best round", async () => {
    const validation = told([5, 3, 4, 3, 3.5, 1], 3);
    const fitted = await fitTrees(data, { objective, rounds: 6, validation });
    expect(fitted).toMatchObject({
      rounds: 5,
      bestRound: 2,
      stopped: "patience",
      metrics: [5, 3, 4, 3, 3.5],
    });
    expect(fitted.ensemble.treeStarts).toHaveLength(3);
    const two = await fitTrees(data, { objective, rounds: 2 });
    expect(fitted.ensemble).toEqual(two.ensemble);
  });

  it("may like high metrics, and let all rounds run", async () => {
    const validation = told([1, 3, 2, 2.5], Infinity, "higher");
    const fitted = await fitTrees(data, { objective, rounds: 4, validation });
    expect(fitted).toMatchObject({ rounds: 4, bestRound: 2, stopped: "rounds" });
  });

  it("are scored as prediction scores them, missing and unknown values included", async () => {
    let raw = new Float64Array();
    const { ensemble } = await fitTrees(data, {
      objective,
      rounds: 7,
      validation: {
        columns: held.columns,
        metric: async (state) => {
          raw = state.raw.slice();
          return Promise.resolve(-state.round);
        },
        better: "lower",
        patience: 1,
      },
    });
    expect(predictRaw(ensemble, held.columns)).toEqual(raw);
  });

  it("stop a fit on noise early, by the loss itself", async () => {
    const { metrics, bestRound, rounds } = await fitTrees(data, {
      objective,
      rounds: 500,
      learningRate: 0.3,
      validation: {
        columns: held.columns,
        metric: ({ raw }) => meanLoss(objective, { raw, labels: held.labels }),
        better: "lower",
        patience: 10,
      },
    });
    expect(rounds).toBeLessThan(500);
    expect(rounds - bestRound).toBe(10);
    expect(metrics[bestRound - 1]).toBe(Math.min(...metrics));
  });

  it("with a metric that is no number end the fit in an error", async () => {
    const options = { objective, validation: told([1, Number.NaN], 3) };
    expect(await failure(() => fitTrees(data, options))).toMatchInlineSnapshot(
      `"TRAINING_DIVERGED: the validation metric is not a number in round 2"`,
    );
  });
});

describe("a round", () => {
  it("tells how far the fit is", async () => {
    const seen: Omit<RoundState, "raw">[] = [];
    const onRound: TreeOptions["onRound"] = ({ round, rounds, metric }) => {
      seen.push({ round, rounds, metric });
    };
    await fitTrees(data, { objective, rounds: 2, onRound });
    await fitTrees(data, { objective, rounds: 1, onRound, validation: told([0.5], 1) });
    expect(seen).toEqual([
      { round: 1, rounds: 2, metric: undefined },
      { round: 2, rounds: 2, metric: undefined },
      { round: 1, rounds: 1, metric: 0.5 },
    ]);
  });

  it("is the last one after the signal is aborted", async () => {
    const control = new AbortController();
    let last = 0;
    const fit = fitTrees(data, {
      objective,
      signal: control.signal,
      onRound: ({ round }) => {
        last = round;
        if (round === 3) control.abort(new Error("enough"));
      },
    });
    await expect(fit).rejects.toThrow("enough");
    expect(last).toBe(3);
  });

  it("lets the event loop go on, so that a timer can abort", async () => {
    const control = new AbortController();
    setImmediate(() => {
      control.abort(new Error("from outside"));
    });
    const fit = fitTrees(data, { objective, rounds: 100_000, signal: control.signal });
    await expect(fit).rejects.toThrow("from outside");
  });
});
