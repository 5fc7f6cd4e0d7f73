/** What a loss reads and writes. All are `outputs` per row, row-major, but for labels and weights, which are one per row. */
export interface LossArrays {
  readonly outputs: number;
  readonly labels: Float64Array;
  /** At least 0; empty: every row weighs 1. */
  readonly weights: Float64Array;
  readonly raw: Float64Array;
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
}

/** What is to be explained, and how far each row is from its label, by raw score. */
export interface Loss {
  readonly name: string;
  /**
   * The raw scores that minimise the loss if all rows have the same.
   *
   * @returns `outputs` numbers, finite whatever the labels.
   */
  base(labels: Float64Array, weights: Float64Array, outputs: number): Float64Array;
  /** Writes first and second derivatives of the loss by raw score, times weight, for rows from `from` to before `to`. */
  differentiate(arrays: LossArrays, from: number, to: number): void;
  /** The loss of a row: at least 0. */
  of(raw: Float64Array, label: number): number;
  /** What a label of a row may be: the words of a refusal, or undefined where it is fine. */
  refuse(label: number, outputs: number): string | undefined;
  /** Turns the raw scores of rows into probabilities, in place. Undefined where the loss has none. */
  readonly toProbabilities: ((raw: Float64Array, outputs: number) => void) | undefined;
}
