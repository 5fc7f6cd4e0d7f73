/** What a gradient callback is given before a round. */
export interface GradientState {
  /** From 1. */
  readonly round: number;
  /** Raw scores of the training rows, row-major, one per output; not to be written to. */
  readonly raw: Float64Array;
  /** The loss's first derivatives by raw score, times row weight, row-major; 0 for a custom objective. */
  readonly gradients: Float64Array;
  /** The loss's second derivatives, as the first ones. */
  readonly hessians: Float64Array;
}

/** Derivatives by raw score of what a round's trees lower: row-major, one per row and output. Row weights are in them. */
export interface Gradients {
  readonly gradients: ArrayLike<number>;
  /** At least 0. */
  readonly hessians: ArrayLike<number>;
}

/**
 * Gives the gradients that the trees of a round are grown on, from the raw scores before it.
 *
 * It may write into the arrays that it is given and return them, or return others: a penalty adds its derivatives to
 * those of the loss, a constraint those of its Lagrangian, and a custom objective has its own. Trees take them as they
 * are, row weights included. Values must be finite, and hessians at least 0.
 */
export type GradientCallback = (state: GradientState) => Gradients | Promise<Gradients>;
