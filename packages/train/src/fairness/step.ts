import type { Random } from "@fairline/numeric";
import type {
  HostTensors,
  Optimizer,
  SessionStart,
  SlopesFunction,
  Step,
  StepOptions,
  Tensor,
  Tensors,
  TensorFlow,
} from "@fairline/tensor";
import { slopeStep } from "@fairline/tensor";
import { opponentLoss, projectedSlopes } from "./opponents.ts";
import type { FairnessPlan } from "./plan.ts";
import type { FairnessProblem } from "./problem.ts";
import { slopes } from "./slopes.ts";
import { addUp } from "./statistics.ts";
import { PREFIX, opponentName, prefixed, withoutPrefix, withoutTerms } from "./term-tensors.ts";

/** The parameters of a network and of its opponents, and the state of optimizer and terms, before the first step. */
export function fairnessStart(
  plan: FairnessPlan,
  optimizer: Optimizer,
  network: { readonly parameters: HostTensors; readonly outputs: number; readonly hidden: number },
  random: Random,
): SessionStart {
  const opponents = plan.adversaries.flatMap(({ use }, i) => {
    const width = use.sees === "hidden" ? network.hidden : network.outputs;
    const classes = network.outputs === 1 ? 2 : network.outputs;
    const drawn = use.parameters(width, classes, random.stream(`opponent ${String(i)}`));
    return Object.entries(prefixed(opponentName(i), drawn));
  });
  const parameters = { ...network.parameters, ...Object.fromEntries(opponents) };
  return {
    parameters,
    state: {
      ...optimizer.initialState(parameters),
      ...prefixed(PREFIX, plan.average?.use.initial ?? {}),
    },
  };
}

/**
 * One step of a network under a plan: inputs are moved, then all slopes are taken at once, and the optimizer moves network and
 * opponents.
 *
 * An opponent that is only gone against needs no pass of its own: its slope meets the network's where it sees it. One whose slope
 * is projected out costs another pass through the network.
 */
export function fairnessStep(
  problem: FairnessProblem,
  plan: FairnessPlan,
  optimizer: Optimizer,
  options: StepOptions = {},
): Step {
  return slopeStep(fairnessSlopes(problem, plan), optimizer, options);
}

function fairnessSlopes(problem: FairnessProblem, plan: FairnessPlan): SlopesFunction {
  return (tf, parameters, state, batch) => {
    const network = Object.keys(withoutTerms(parameters));
    const moved = movedBatch(tf, problem, plan, { parameters, batch });
    const found: { losses: Tensors; state: Tensors } = { losses: {}, state: {} };
    try {
      const names = Object.keys(parameters).filter(
        (name) => network.includes(name) || isReversed(plan, name),
      );
      const gradients = slopes(tf, parameters, names, (named) => {
        const seen = problem.forward(tf, withoutTerms(named), moved);
        const own = withoutPrefix(PREFIX, state);
        const { losses, state: next } = problem.losses(tf, withoutTerms(named), seen, own);
        // What is not the value itself would be freed after the pass.
        found.losses = kept(tf, losses);
        found.state = prefixed(PREFIX, kept(tf, next));
        const reversed = plan.adversaries.flatMap(({ use, strength }, i) =>
          use.against === "reverse"
            ? [opponentLoss(tf, plan, i, { parameters: named, seen, slope: -strength })]
            : [],
        );
        return addUp(tf, [losses.loss, ...reversed]);
      });
      const all = projectedSlopes(tf, problem, plan, { parameters, batch: moved, gradients });
      return { gradients: all, ...found };
    } catch (error) {
      tf.dispose({ ...found.losses, ...found.state });
      throw error;
    }
  };
}

/** Whether a parameter is of an opponent whose slope is turned where it meets the network's. */
function isReversed({ adversaries }: FairnessPlan, name: string): boolean {
  return adversaries.some(
    ({ use }, i) => use.against === "reverse" && name.startsWith(opponentName(i)),
  );
}

function kept(tf: TensorFlow, tensors: Tensors): Tensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [name, tf.keep(tensor)]),
  );
}

/** The batch with its inputs moved by the plan's perturbations, in their order. */
function movedBatch(
  tf: TensorFlow,
  { forward, logLoss }: FairnessProblem,
  plan: FairnessPlan,
  { parameters, batch }: { readonly parameters: Tensors; readonly batch: Tensors },
): Tensors {
  if (plan.perturbations.length === 0) return batch;
  const network = withoutTerms(parameters);
  const slope = tf.grad((x: Tensor) => logLoss(tf, forward(tf, network, { ...batch, x })));
  const x = plan.perturbations.reduce(
    (inputs, { use }) => use(tf, inputs, (at) => slope(at)),
    batch["x"]!,
  );
  return { ...batch, x };
}
