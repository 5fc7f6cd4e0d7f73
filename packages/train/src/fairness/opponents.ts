import type { Scalar, Tensor, Tensors, TensorFlow } from "@fairline/tensor";
import type { FairnessPlan } from "./plan.ts";
import { slopes } from "./slopes.ts";
import { addUp, positiveOr1 } from "./statistics.ts";
import type { FairnessProblem, Seen } from "./problem.ts";
import { withoutTerms, opponentName, withoutPrefix } from "./term-tensors.ts";

interface Opposed {
  readonly parameters: Tensors;
  readonly seen: Seen;
  /** What its slope is multiplied by where it reaches the network. */
  readonly slope: number;
}

/** The loss of an opponent of the plan. */
export function opponentLoss(
  tf: TensorFlow,
  plan: FairnessPlan,
  i: number,
  { parameters, seen, slope }: Opposed,
): Scalar {
  const { use, attribute } = plan.adversaries[i]!;
  const rows = seen.rowsOf(attribute);
  const view = use.sees === "hidden" ? seen.hidden : rows.logits;
  const own = withoutPrefix(opponentName(i), parameters);
  return use.loss(tf, own, slope === 1 ? view : scaledSlope(tf, view, slope), rows);
}

/** The values as they are, with their slope times a number. */
function scaledSlope(tf: TensorFlow, values: Tensor, times: number): Tensor {
  // TensorFlow.js types what it passes on as a tensor or a function that saves one; here it is the tensor.
  const pass = tf.customGrad((x) => ({
    value: tf.clone(x as Tensor),
    gradFunc: (dy: Tensor) => tf.mul(dy, times),
  }));
  return pass(values);
}

/**
 * The slopes of the network without the part along those of each opponent that is projected out, and less strength times these; the
 * opponents' own slopes as they are.
 */
export function projectedSlopes(
  tf: TensorFlow,
  problem: FairnessProblem,
  plan: FairnessPlan,
  {
    parameters,
    batch,
    gradients,
  }: { readonly parameters: Tensors; readonly batch: Tensors; readonly gradients: Tensors },
): Tensors {
  const network = Object.keys(withoutTerms(parameters));
  return plan.adversaries.reduce<Tensors>((before, { use, strength }, i) => {
    if (use.against !== "project") return before;
    const own = Object.keys(parameters).filter((name) => name.startsWith(opponentName(i)));
    const against = slopes(tf, parameters, [...network, ...own], (named) => {
      const seen = problem.forward(tf, withoutTerms(named), batch);
      return opponentLoss(tf, plan, i, { parameters: named, seen, slope: 1 });
    });
    const dot = (a: Tensors, b: Tensors): Tensor =>
      addUp(
        tf,
        network.map((name) => tf.sum(tf.mul(a[name]!, b[name]!))),
      );
    const along = tf.div(dot(before, against), positiveOr1(tf, dot(against, against)));
    const share = tf.add(along, strength);
    const turned = network.map(
      (name) => [name, tf.sub(before[name]!, tf.mul(against[name]!, share))] as const,
    );
    const kept = own.map((name) => [name, against[name]!] as const);
    return { ...before, ...Object.fromEntries([...turned, ...kept]) };
  }, gradients);
}
