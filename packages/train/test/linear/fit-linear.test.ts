import { openBackend } from "@fairline/tensor";
import { simulatedTable } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import type { Fitted } from "../../src/fit.ts";
import { fitLinear } from "../../src/linear/fit-linear.ts";
import type { LinearPlan } from "../../src/linear/fit-linear.ts";
import type { FairnessParams } from "../../src/fairness/params.ts";
import { readTrainingData } from "../../src/training-data.ts";
import { defaults } from "../defaults.ts";
import { goldenTable } from "./golden-table.ts";

// import numpy as np
// from scipy.optimize import minimize
// from sklearn.linear_model import LogisticRegression
// from sklearn.metrics import log_loss
// n = 240
// i = np.arange(n)
// sex = np.where((i * 7) % 12 < 5, "F", "M")
// x1 = (i * 37) % 101 - 50 + np.where(sex == "M", 20, 0)
// x2 = ((i * 53) % 29) ** 2 / 10
// c = np.array(["a", "b", "c"])[(i * i) % 7 % 3]
// y = (x1 - 4 * x2 / 10 + 15 * (c == "b") + (i * 71) % 83 - 55 > 0).astype(int)
// scale = lambda v: (v - v.mean()) / v.std()
// X = np.column_stack([scale(x1), scale(x2), c == "a", c == "b", c == "c", sex == "F", sex == "M"]).astype(float)
// for l2, w in [(0.002, np.ones(n)), (0.002, 1 + i % 3), (1 / (2 * n), np.ones(n))]:
//     m = LogisticRegression(C=1 / (2 * l2 * n), tol=1e-14, max_iter=100000, solver="newton-cholesky")
//     m.fit(X, y, sample_weight=w / w.mean())
//     print(m.coef_[0], m.intercept_[0], log_loss(y, m.predict_proba(X)[:, 1], sample_weight=w))
// prints, with scikit-learn 1.9.1:
const golden = {
  plain: {
    coefficients: [
      2.1091706126938754, -0.7317274796252958, 1.1434822419242092, 0.7586326166717036,
      -1.902114858595914, -0.09508318327381964, 0.09508318327381972,
    ],
    intercept: -0.4929264186801017,
    logLoss: 0.3359595900066372,
  },
  weighted: {
    coefficients: [
      2.0564169591028296, -0.7755337194383993, 1.1014146125295639, 0.7879560288795429,
      -1.8893706414091085, -0.10595279146813387, 0.1059527914681324,
    ],
    intercept: -0.4477950401366045,
    logLoss: 0.3432352040539645,
  },
} as const;

/** The inputs of the golden table that scikit-learn has a column for: all but "unknown" of either category. */
const KNOWN = [0, 1, 2, 3, 4, 6, 7];

const plan: LinearPlan = {
  solver: "newton",
  l2: 0.002,
  fairness: undefined,
  tolerance: 1e-9,
  steps: 1000,
};

async function fitted(
  table = goldenTable(),
  said: Partial<Omit<LinearPlan, "fairness">> & { readonly fairness?: FairnessParams } = {},
  backend = "cpu",
): Promise<Fitted> {
  const data = readTrainingData(table, { ...defaults, fairness: said.fairness });
  const asked = { ...plan, ...said, fairness: data.fairness?.plan };
  return await fitLinear(data, asked, {
    backend: await openBackend(backend),
    signal: new AbortController().signal,
    progress: () => undefined,
  });
}

function parity(strength: number): FairnessParams {
  return { penalty: "demographic-parity", strength, attribute: "sex" };
}

const solvers = ["newton", "lbfgs"] as const;

describe("fitLinear", () => {
  it.each(solvers)(
    "has the coefficients and the log loss of scikit-learn, by %s",
    async (solver) => {
      for (const [table, expected] of [
        [goldenTable(), golden.plain],
        [goldenTable({ weighted: true }), golden.weighted],
      ] as const) {
        const { parameters, history, ended } = await fitted(table, { solver });
        const kernel = parameters["dense_0/kernel"]!.values;
        for (const [i, coefficient] of expected.coefficients.entries()) {
          expect(Math.abs(kernel[KNOWN[i]!]! - coefficient)).toBeLessThan(1e-6);
        }
        expect(Math.abs(parameters["dense_0/bias"]!.values[0]! - expected.intercept)).toBeLessThan(
          1e-6,
        );
        expect(Math.abs(history.at(-1)!.logLoss - expected.logLoss)).toBeLessThan(1e-8);
        expect(ended).toBe("converged");
      }
    },
  );

  it("has the coefficients and the log loss of scikit-learn for several classes", async () => {
    // The program above with s = x1 - 4 * x2 / 10 + (i * 71) % 83 - 55, y = where(s > 20, "high", where(s > -30, "mid", "low")),
    // l2 = .002, solver "newton-cg", tol=1e-14: coef_[:, :2], intercept_, log_loss. Classes: high, low, mid.
    const { parameters, history, ended } = await fitted(goldenTable({ task: "multiclass" }), {
      solver: "lbfgs",
    });
    const expected = [
      [2.084046605547091, -2.038303535873383, -0.04574306967371154],
      [-0.6866327476400514, 0.7271551354913989, -0.04052238785135049],
    ];
    const kernel = parameters["dense_0/kernel"]!;
    expect(kernel.shape).toEqual([9, 3]);
    for (const [k, coefficient] of expected.flat().entries()) {
      expect(Math.abs(kernel.values[k]! - coefficient)).toBeLessThan(1e-5);
    }
    const intercepts = [-0.8259321775717924, -0.279609773933543, 1.1055419515053515];
    for (const [k, intercept] of intercepts.entries()) {
      expect(Math.abs(parameters["dense_0/bias"]!.values[k]! - intercept)).toBeLessThan(1e-5);
    }
    const last = history.at(-1)!;
    expect(Math.abs(last.logLoss - 0.5994195941575265)).toBeLessThan(1e-8);
    expect(last.accuracy).toBeCloseTo(0.725, 12);
    expect(ended).toBe("converged");
  });

  it("has the coefficients of ridge regression for a number, in one step", async () => {
    // As above: Ridge(alpha=l2 * n, solver="cholesky").fit(X, (s - s.mean()) / s.std()): coef_[:2], intercept_, mean squared error.
    const { parameters, history, epoch } = await fitted(goldenTable({ task: "regression" }));
    const kernel = parameters["dense_0/kernel"]!.values;
    expect(kernel[0]).toBeCloseTo(0.7636614524993353, 6);
    expect(kernel[1]).toBeCloseTo(-0.24641163641936997, 6);
    expect(parameters["dense_0/bias"]!.values[0]).toBeCloseTo(0.06676842255423912, 6);
    expect(history.at(-1)!.logLoss).toBeCloseTo(0.2531359831677047, 8);
    expect(history.at(-1)!.accuracy).toBeCloseTo(1 - 0.2531359831677047, 8);
    expect(epoch).toBe(1);
  });

  it("leaves weights of inputs that no training row has at 0", async () => {
    const { parameters } = await fitted();
    expect([5, 8].map((input) => parameters["dense_0/kernel"]!.values[input])).toEqual([0, 0]);
  });

  it("is found without l2 too, though categories repeat each other, and is then the one near zero", async () => {
    for (const solver of solvers) {
      const { parameters, ended, history } = await fitted(goldenTable(), { solver, l2: 0 });
      expect(ended).toBe("converged");
      const kernel = parameters["dense_0/kernel"]!.values;
      // Adding to both sexes what the bias loses changes no score: from zero, a step never does that.
      expect(kernel[6]! + kernel[7]!).toBeCloseTo(kernel[2]! + kernel[3]! + kernel[4]!, 4);
      expect(history.at(-1)!.logLoss).toBeLessThan(golden.plain.logLoss);
    }
  });

  it.each(["cpu", "onnx"])(
    "finds the minimum with a penalty, at its corner and beside it, on %s",
    async (backend) => {
      // The program above, with sqrt(gap^2 + eps^2) in place of |gap|, eps from .1 to 1e-7, by SciPy 1.17's BFGS:
      //   strength .1: objective .37405708, gap .14727; strength 1: .39497564, gap 0.
      for (const [strength, objective, gap] of [
        [0.1, 0.3740570798, 0.1472713],
        [1, 0.3949756406, 0],
      ] as const) {
        const { history, ended } = await fitted(
          goldenTable(),
          { solver: "lbfgs", fairness: parity(strength) },
          backend,
        );
        const last = history.at(-1)!;
        expect(Math.abs(last.loss - objective)).toBeLessThan(2e-6);
        expect(Math.abs(last.penalty - gap)).toBeLessThan(1e-3);
        expect(ended).toBe("converged");
      }
    },
  );

  it("tells the losses of both splits after every step, from the start on", async () => {
    const { history, epoch } = await fitted(goldenTable({ validated: true }));
    expect(history[0]).toEqual({
      epoch: 0,
      split: "train",
      loss: expect.closeTo(Math.LN2, 12) as number,
      logLoss: expect.closeTo(Math.LN2, 12) as number,
      penalty: 0,
      accuracy: expect.any(Number) as number,
    });
    expect(history.map((losses) => losses.split).slice(0, 2)).toEqual(["train", "validation"]);
    expect(history).toHaveLength(2 * (epoch + 1));
    const losses = history.filter(({ split }) => split === "train").map(({ loss }) => loss);
    expect(losses.toSorted((a, b) => b - a)).toEqual(losses);
  });

  it("says when it took all its steps", async () => {
    const { ended, epoch } = await fitted(goldenTable(), { steps: 2 });
    expect([ended, epoch]).toEqual(["limit", 2]);
  });

  it("falls, whatever the penalty, on rows of several sizes", async () => {
    for (const rows of [60, 400]) {
      for (const penalty of ["equal-opportunity", "equalized-odds"] as const) {
        const { history, ended, epoch } = await fitted(simulatedTable({ rows }), {
          solver: "lbfgs",
          fairness: { penalty, strength: 3, attribute: "sex" },
        });
        expect(ended).toBe("converged");
        const losses = history.filter(({ split }) => split === "train").map(({ loss }) => loss);
        expect(losses.at(-1)).toBeLessThan(losses[0]!);
        expect(epoch).toBe(history.at(-1)!.epoch);
        expect(losses).toHaveLength(epoch + 1);
      }
    }
  });
});
