import type { HostTensors } from "@fairline/tensor";
import type { EpochLosses } from "../epoch-losses.ts";
import type { FairnessPlan } from "../fairness/plan.ts";
import type { FitContext, Fitted } from "../fit.ts";
import type { TrainingData } from "../training-data.ts";
import { lbfgs } from "./lbfgs.ts";
import { newton } from "./newton.ts";
import { outputsPenalty, penaltySession } from "./outputs-penalty.ts";
import { evaluateProblem } from "./problem.ts";
import type { Evaluated, LinearProblem, OutputsLoss } from "./problem.ts";
import { logisticLoss } from "./row-loss.ts";
import { sparseRows } from "./sparse-rows.ts";

/** How a linear model is fitted to convergence, on all training rows at once. */
export interface LinearPlan {
  readonly solver: "newton" | "lbfgs";
  readonly l2: number;
  readonly fairness: FairnessPlan | undefined;
  /** Largest slope by a parameter at which it has converged. */
  readonly tolerance: number;
  /** Steps after which it ends all the same. */
  readonly steps: number;
}

/**
 * Fits a linear model to convergence, from zero: Newton's method or L-BFGS on the full objective, in 64 bits but for a penalty.
 *
 * The history has the losses after each step; epoch 0 is the start.
 *
 * @throws FairlineError as a session does, for a penalty.
 * @throws the signal's reason where it is aborted.
 */
export async function fitLinear(
  data: TrainingData,
  plan: LinearPlan,
  { backend, signal, progress }: Pick<FitContext, "backend" | "signal" | "progress">,
): Promise<Fitted> {
  const { fairness } = plan;
  const penalised = fairness && { fairness, session: penaltySession(backend) };
  const problemOf = (rows: Uint32Array): LinearProblem =>
    linearProblem(data, plan, {
      rows,
      outputsLoss:
        penalised &&
        outputsPenalty(penalised.session, data, { rows, fairness: penalised.fairness }),
    });
  try {
    const problem = problemOf(data.train);
    const validation = data.validation.length === 0 ? undefined : problemOf(data.validation);
    const history: EpochLosses[] = [];
    const minimize = plan.solver === "newton" ? newton : lbfgs;
    const minimum = await minimize(problem, {
      tolerance: plan.tolerance,
      steps: plan.steps,
      signal,
      async onStep(step, at, parameters) {
        history.push({ epoch: step, split: "train", ...lossesOf(problem, at) });
        if (validation !== undefined) {
          const there = await evaluateProblem(validation, parameters);
          history.push({ epoch: step, split: "validation", ...lossesOf(validation, there) });
        }
        progress(step, plan.steps, `loss ${at.value.toFixed(4)}`);
      },
    });
    return {
      parameters: hostParameters(minimum.parameters, problem),
      epoch: minimum.steps,
      history,
      ended: minimum.converged ? "converged" : "limit",
    };
  } finally {
    penalised?.session.dispose();
  }
}

function linearProblem(
  data: TrainingData,
  { l2 }: LinearPlan,
  {
    rows,
    outputsLoss,
  }: { readonly rows: Uint32Array; readonly outputsLoss: OutputsLoss | undefined },
): LinearProblem {
  return {
    x: sparseRows(data.rows, rows),
    targets: Float64Array.from(rows, (row) => data.labels[row]!),
    weights: Float64Array.from(rows, (row) => data.weights[row]!),
    loss: logisticLoss,
    l2,
    outputsLoss,
  };
}

function lossesOf(
  { targets }: LinearProblem,
  { value, meanLoss, penalty, z }: Evaluated,
): Omit<EpochLosses, "epoch" | "split"> {
  const hits = z.reduce(
    (count, odds, row) => count + Number(odds >= 0 === targets[row]! >= 0.5),
    0,
  );
  return {
    loss: value,
    logLoss: meanLoss,
    penalty,
    accuracy: hits / z.length,
  };
}

/** The parameters as the network holds them, rounded to 32 bits. */
function hostParameters(parameters: Float64Array, { x, loss }: LinearProblem): HostTensors {
  const kernel = x.width * loss.outputs;
  return {
    "dense_0/kernel": {
      shape: [x.width, loss.outputs],
      values: Float32Array.from(parameters.subarray(0, kernel)),
    },
    "dense_0/bias": {
      shape: [loss.outputs],
      values: Float32Array.from(parameters.subarray(kernel)),
    },
  };
}
