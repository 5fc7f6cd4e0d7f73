import type { Random } from "@fairline/numeric";
import type {
  HostTensors,
  Optimizer,
  SessionStart,
  Step,
  Tensor,
  Tensors,
  TensorFlow,
} from "@fairline/tensor";
import { opponentLoss, projectedSlopes } from "./opponents.ts";
import type { FairnessPlan } from "./plan.ts";
import type { FairnessProblem } from "./problem.ts";
import { slopes } from "./slopes.ts";
import { addUp } from "./statistics.ts";
import { withoutTerms, opponentName, prefixed, splitState, PREFIX } from "./term-tensors.ts";

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
): Step {
  return (tf, parameters, state, batch) => {
    const [own, others] = splitState(state);
    const network = Object.keys(withoutTerms(parameters));
    const moved = movedBatch(tf, problem, plan, { parameters, batch });
    const found: { losses: Tensors; state: Tensors } = { losses: {}, state: {} };
    const isReversed = (name: string): boolean =>
      plan.adversaries.some(
        ({ use }, i) => use.against === "reverse" && name.startsWith(opponentName(i)),
      );
    try {
      const gradients = slopes(
        tf,
        parameters,
        Object.keys(parameters).filter((name) => network.includes(name) || isReversed(name)),
        (named) => {
          const seen = problem.forward(tf, withoutTerms(named), moved);
          const { losses, state: next } = problem.losses(tf, withoutTerms(named), seen, own);
          // What is not the value itself would be freed after the pass.
          found.losses = kept(tf, losses);
          found.state = kept(tf, next);
          const reversed = plan.adversaries.flatMap(({ use, strength }, i) =>
            use.against === "reverse"
              ? [opponentLoss(tf, plan, i, { parameters: named, seen, slope: -strength })]
              : [],
          );
          return addUp(tf, [losses.loss, ...reversed]);
        },
      );
      const projected = projectedSlopes(tf, problem, plan, { parameters, batch: moved, gradients });
      const updated = optimizer.update(tf, parameters, projected, others);
      return {
        parameters: updated.parameters,
        state: { ...updated.state, ...prefixed(PREFIX, found.state) },
        losses: found.losses,
      };
    } catch (error) {
      tf.dispose({ ...found });
      throw error;
    }
  };
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
