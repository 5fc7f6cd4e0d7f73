import { numbers } from "@fairline/arrow";
import { stageContext } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { logisticStage } from "../src/index.ts";
import { points } from "./points.ts";
import { trained } from "./trained.ts";

const toTheEnd = {
  epochs: 1500,
  batch: 24,
  optimizer: "sgd",
  "learning-rate": 0.2,
  l2: 0.01,
} as const;

describe("train/logistic", () => {
  // scikit-learn 1.9.1, Z = (X - X.mean(0)) / X.std(0), n = 24, l2 = .01:
  //   m = LogisticRegression(C=1 / (2 * l2 * n), tol=1e-12, max_iter=10000).fit(Z, y); m.predict_proba(Z)[:4, 1]
  // An IRLS loop in numpy gives the same coefficients: 1.82770679, -1.47926005, intercept .06307112.
  it("reaches the scores of another implementation", async () => {
    const { model } = await trained(logisticStage, points(), toTheEnd);
    const scores = await model.score(points());
    const expected = [
      0.40899374090212015, 0.8419380444063146, 0.07358558325467882, 0.9894057099123356,
    ];
    for (const [row, score] of expected.entries()) expect(scores[row]).toBeCloseTo(score, 4);
  });

  it("reaches them with weights, too", async () => {
    // As above with sample_weight=w / w.mean(): coefficients 1.6279713163133136, -1.5954817037479605,
    // intercept -.045644064897724226. Row 1 stands at (-5 - -.125) / 3.2185983, (-6 - .04166667) / 3.82403764.
    const { model } = await trained(logisticStage, points({ weighted: true }), toTheEnd);
    const z =
      -0.045644064897724226 +
      1.6279713163133136 * (-4.875 / 3.2185983) +
      1.5954817037479605 * (6.04166667 / 3.82403764);
    const [score] = await model.score(points({ weighted: true }));
    expect(score).toBeCloseTo(1 / (1 + Math.exp(-z)), 4);
  });

  it("reaches the same with adam", async () => {
    const [byAdam, bySgd] = await Promise.all(
      [{ ...toTheEnd, optimizer: "adam", "learning-rate": 0.02 }, toTheEnd].map(async (params) =>
        (await trained(logisticStage, points(), params)).model.score(points()),
      ),
    );
    for (const [row, score] of byAdam!.entries()) expect(score).toBeCloseTo(bySgd![row]!, 3);
  });

  it("reaches them by default, from whatever seed, but for the l2", async () => {
    const run = async (seed: string) =>
      (await trained(logisticStage, points(), { l2: 0.01 }, stageContext({ seed }))).model;
    const scores = await (await run("a")).score(points());
    expect([...scores].slice(0, 4)).toEqual(
      [0.40899374090212015, 0.8419380444063146, 0.07358558325467882, 0.9894057099123356].map(
        (score) => expect.closeTo(score, 6) as number,
      ),
    );
    expect(await (await run("b")).score(points())).toEqual(scores);
  });

  it("has the l2 of scikit-learn's C = 1 by default", async () => {
    // As above with C=1.
    const { model } = await trained(logisticStage, points());
    const asked = await trained(logisticStage, points(), { l2: 1 / 48 });
    expect(await model.score(points())).toEqual(await asked.model.score(points()));
  });

  it("says at the end whether it has converged, and what the majority would get", async () => {
    const context = stageContext();
    await trained(logisticStage, points(), {}, context);
    expect(context.logged).toMatchInlineSnapshot(`
      [
        {
          "level": "info",
          "message": "converged after 5 steps; training loss 0.4334, accuracy 0.875; always deciding "out" has accuracy 0.500 on the training rows",
        },
      ]
    `);
    const hurried = stageContext();
    await trained(logisticStage, points(), { steps: 1 }, hurried);
    expect(hurried.logged.at(-1)).toMatchInlineSnapshot(`
      {
        "level": "warn",
        "message": "the fit has not converged after 1 step: allow more steps, or raise l2",
      }
    `);
  });

  it("takes steps by mini-batches where it is told how", async () => {
    const { history } = await trained(logisticStage, points(), { epochs: 3, batch: 8 });
    expect([...numbers(history, "epoch").values]).toEqual([1, 2, 3]);
  });

  it("refuses what its optimizer has no use for", () => {
    const problems = (params: unknown) =>
      logisticStage.params
        .safeParse(params)
        .error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    expect(problems({ optimizer: "lbfgs", batch: 3, "early-stopping": { patience: 3 } }))
      .toMatchInlineSnapshot(`
      [
        "batch: batch is for optimizers that take steps by mini-batches, not for lbfgs",
        "early-stopping: early-stopping is for optimizers that take steps by mini-batches, not for lbfgs",
      ]
    `);
    const fairness = { penalty: "demographic-parity", strength: 1 };
    expect(problems({ optimizer: "newton", fairness })).toMatchInlineSnapshot(`
      [
        "optimizer: newton is for a loss without a penalty; lbfgs takes one",
      ]
    `);
    expect(problems({ epochs: 3, tolerance: 1e-3, steps: 8 })).toMatchInlineSnapshot(`
      [
        "tolerance: tolerance is for optimizers newton and lbfgs",
        "steps: steps is for optimizers newton and lbfgs",
      ]
    `);
    expect(problems({ "early-stopping": false, steps: 8 })).toBeUndefined();
  });

  it("has one weight per input and a threshold of one half", async () => {
    const { model } = await trained(logisticStage, points(), { epochs: 1 });
    expect(model.features).toEqual(["x1", "x2"]);
    expect([model.positive, model.negative]).toEqual(["in", "out"]);
    expect(model.rule).toEqual({ kind: "threshold", threshold: 0.5 });
  });

  it("knows no hidden layers", () => {
    const { error } = logisticStage.params.safeParse({ hidden: [3] });
    expect(error?.issues).toMatchObject([{ code: "unrecognized_keys", keys: ["hidden"] }]);
  });

  it("stops where it is when the run is cancelled", async () => {
    const controller = new AbortController();
    const context = stageContext({
      signal: controller.signal,
      progress: (done) => {
        if (done === 3) controller.abort(new Error("cancelled by the user"));
      },
    });
    await expect(trained(logisticStage, points(), { epochs: 1e6 }, context)).rejects.toThrow(
      "cancelled by the user",
    );
  });
});
