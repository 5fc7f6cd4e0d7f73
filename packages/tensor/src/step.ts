import type { Optimizer } from "./optimizer/optimizer.ts";
import type { Tensors } from "./tensors.ts";
import { mapValues } from "./tensors.ts";
import type { Scalar, Tensor, TensorFlow } from "./tensorflow.ts";

/** What a step gives. */
export interface StepResult {
  readonly parameters: Tensors;
  readonly state: Tensors;
  /** Scalars to report after the step, by name. */
  readonly losses: Tensors;
}

/**
 * One training step: a pure function of named tensors, written in plain TensorFlow.js operations.
 *
 * It reads no values, keeps nothing and draws nothing at random (masks and orders come in with the batch), so that it
 * can as well be traced and compiled.
 *
 * @param state - The optimizer's.
 */
export type Step = (
  tf: TensorFlow,
  parameters: Tensors,
  state: Tensors,
  batch: Tensors,
) => StepResult;

/** A pure function of parameters and a batch, under the same rules as a {@link Step}. */
export type Forward = (tf: TensorFlow, parameters: Tensors, batch: Tensors) => Tensors;

/** The losses of a batch, all scalars; `loss` is the one to lower. */
export type LossFunction = (
  tf: TensorFlow,
  parameters: Tensors,
  batch: Tensors,
) => Tensors & { readonly loss: Scalar };

/** What a step does to gradients and parameters besides what its optimizer does. */
export interface StepOptions {
  /** Gradients are scaled down together where their norm, over all parameters, exceeds this. */
  readonly clipNorm?: number | undefined;
  /** Each value of a gradient is held within this of 0. */
  readonly clipValue?: number | undefined;
  /** Decoupled weight decay: the share of themselves, times the pace, that the named parameters lose in each step. */
  readonly decay?: { readonly share: number; readonly names: readonly string[] } | undefined;
  /** Finds the scalar in a batch that changes are multiplied by: a schedule. Undefined for 1. */
  readonly paceOf?: ((batch: Tensors) => Tensor) | undefined;
}

/** What a step goes by. */
export interface StepSlopes {
  /** Of each parameter, under its name. */
  readonly gradients: Tensors;
  /** Scalars to report after the step, by name. */
  readonly losses: Tensors;
  /** What joins the state besides the optimizer's, by names that no optimizer has. */
  readonly state?: Tensors | undefined;
}

/** Finds the slopes of a step; under the same rules as a {@link Step}. The losses and the state are kept: they outlive it. */
export type SlopesFunction = (
  tf: TensorFlow,
  parameters: Tensors,
  state: Tensors,
  batch: Tensors,
) => StepSlopes;

/** The step that lowers `loss` by an optimizer, with gradients from TensorFlow.js: {@link slopeStep} of them. */
export function gradientStep(
  losses: LossFunction,
  optimizer: Optimizer,
  options: StepOptions = {},
): Step {
  const slopes: SlopesFunction = (tf, parameters, _state, batch) => {
    const names = Object.keys(parameters);
    const found: { losses: Tensors } = { losses: {} };
    const differentiate = tf.valueAndGrads((...values: Tensor[]) => {
      const named = Object.fromEntries(names.map((name, i) => [name, values[i]!]));
      const all = losses(tf, named, batch);
      // valueAndGrads returns the first loss only and would free the others.
      found.losses = mapValues(all, (loss) => tf.keep(loss));
      return all.loss;
    });
    try {
      const { grads } = differentiate(Object.values(parameters));
      const gradients = Object.fromEntries(names.map((name, i) => [name, grads[i]!]));
      return { gradients, losses: found.losses };
    } catch (error) {
      tf.dispose(found.losses);
      throw error;
    }
  };
  return slopeStep(slopes, optimizer, options);
}

/**
 * The step that follows slopes by an optimizer.
 *
 * Gradients are clipped by value, then by norm. Decay is taken from the parameters as they were before the step.
 *
 * @see Pascanu et al., "On the difficulty of training recurrent neural networks", ICML 2013, Algorithm 1, for the norm
 * @see Loshchilov and Hutter, "Decoupled Weight Decay Regularization", ICLR 2019, doi:10.48550/arXiv.1711.05101
 */
export function slopeStep(
  slopes: SlopesFunction,
  optimizer: Optimizer,
  options: StepOptions = {},
): Step {
  return (tf, parameters, state, batch) => {
    const found = slopes(tf, parameters, state, batch);
    try {
      const gradients = clipped(tf, found.gradients, options);
      const pace = options.paceOf?.(batch);
      const updated = optimizer.update(tf, { parameters, gradients, state, pace });
      const next = decayed(tf, { before: parameters, after: updated.parameters, pace }, options);
      return {
        parameters: next,
        state: { ...updated.state, ...found.state },
        losses: found.losses,
      };
    } catch (error) {
      tf.dispose({ ...found.losses, ...found.state });
      throw error;
    }
  };
}

function clipped(tf: TensorFlow, gradients: Tensors, options: StepOptions): Tensors {
  const { clipNorm, clipValue } = options;
  const within =
    clipValue === undefined
      ? gradients
      : mapValues(gradients, (gradient) => tf.clipByValue(gradient, -clipValue, clipValue));
  if (clipNorm === undefined) return within;
  const squares = Object.values(within).map((gradient) => tf.sum(tf.square(gradient)));
  const norm = tf.sqrt(tf.addN(squares));
  const scale = tf.div(clipNorm, tf.maximum(norm, clipNorm));
  return mapValues(within, (gradient) => tf.mul(gradient, scale));
}

function decayed(
  tf: TensorFlow,
  {
    before,
    after,
    pace,
  }: { readonly before: Tensors; readonly after: Tensors; readonly pace: Tensor | undefined },
  { decay }: StepOptions,
): Tensors {
  if (decay === undefined) return after;
  const { share, names } = decay;
  return mapValues(after, (parameter, name) => {
    if (!names.includes(name)) return parameter;
    const lost = tf.mul(before[name]!, share);
    return tf.sub(parameter, pace === undefined ? lost : tf.mul(lost, pace));
  });
}
