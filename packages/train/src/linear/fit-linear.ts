import { requireMemory } from "@fairline/tensor";
import type { HostTensors } from "@fairline/tensor";
import { finiteLosses } from "../epoch-losses.ts";
import type { EpochLosses } from "../epoch-losses.ts";
import type { FairnessPlan } from "../fairness/plan.ts";
import type { FitContext, Fitted } from "../fit.ts";
import type { LabelTarget } from "../label.ts";
import type { TrainingData } from "../training-data.ts";
import { lbfgs } from "./lbfgs.ts";
import { newton } from "./newton.ts";
import { outputsPenalty, penaltySession } from "./outputs-penalty.ts";
import { evaluateProblem } from "./problem.ts";
import type { Evaluated, LinearProblem, OutputsLoss } from "./problem.ts";
import { logisticLoss, softmaxLoss, squaredLoss } from "./row-loss.ts";
import type { RowLoss } from "./row-loss.ts";
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
 * @throws FairlineError `MEMORY_SHORT` for Newton's method with too many inputs; `TRAINING_DIVERGED` where the loss is no finite number; as a
 *   session does, for a penalty.
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
  // Newton's matrix of second derivatives, its copy, and its factor.
  if (plan.solver === "newton")
    requireMemory(3 * 8 * (data.rows.width + 1) ** 2, "optimizer newton");
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
        const trained = lossesOf(problem, at, data.target);
        history.push(finiteLosses({ epoch: step, split: "train", ...trained }));
        if (validation !== undefined) {
          const there = await evaluateProblem(validation, parameters);
          const validated = lossesOf(validation, there, data.target);
          history.push(finiteLosses({ epoch: step, split: "validation", ...validated }));
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
    loss: lossOf(data.target),
    l2,
    outputsLoss,
  };
}

function lossOf(target: LabelTarget): RowLoss {
  switch (target.task) {
    case "binary":
      return logisticLoss;
    case "multiclass":
      return softmaxLoss(target.classes.length);
    case "regression":
      return squaredLoss;
  }
}

function lossesOf(
  { targets }: LinearProblem,
  { value, meanLoss, penalty, z }: Evaluated,
  target: LabelTarget,
): Omit<EpochLosses, "epoch" | "split"> {
  return { loss: value, logLoss: meanLoss, penalty, accuracy: accuracyOf(z, targets, target) };
}

/** Share of rows whose most probable class is theirs; of a number, R2. */
function accuracyOf(z: Float64Array, targets: ArrayLike<number>, target: LabelTarget): number {
  const rows = targets.length;
  const width = z.length / rows;
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const own = targets[row]!;
    if (target.task === "binary") sum += Number(z[row]! >= 0 === own >= 0.5);
    else if (target.task === "regression") sum += 1 - (z[row]! - own) ** 2;
    else {
      const outputs = z.subarray(row * width, (row + 1) * width);
      sum += Number(outputs.every((output) => output <= outputs[own]!));
    }
  }
  return sum / rows;
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
