import type { RowLoss } from "./row-loss.ts";
import type { SparseRows } from "./sparse-rows.ts";

/** A loss of the outputs of all rows besides that of each, with the penalty in it before its strength. */
export type OutputsLoss = (
  z: Float64Array,
) => Promise<{ value: number; penalty: number; slopes: Float64Array }>;

/** What a linear model is fitted to. Its parameters are one vector: inputs x outputs row by row, then a bias for each output. */
export interface LinearProblem {
  readonly x: SparseRows;
  /** Of each row: its class, or its value. */
  readonly targets: ArrayLike<number>;
  /** Of each row; their mean is 1. */
  readonly weights: ArrayLike<number>;
  readonly loss: RowLoss;
  /** Loss per unit of the sum of squared weights; biases are free. */
  readonly l2: number;
  readonly outputsLoss: OutputsLoss | undefined;
}

/** The objective at one vector of parameters. */
export interface Evaluated {
  /** `meanLoss + l2 * sum of squared weights + outputsLoss`. */
  readonly value: number;
  readonly gradient: Float64Array;
  /** Mean over rows of weight times loss. */
  readonly meanLoss: number;
  /** The penalty before its strength; 0 where there is none. */
  readonly penalty: number;
  /** Rows x outputs. */
  readonly z: Float64Array;
}

/** Number of weights and biases. */
export function parameterCount({ x, loss }: LinearProblem): number {
  return (x.width + 1) * loss.outputs;
}

/** Outputs of rows: x times the weights, plus the biases; rows x outputs. */
export function linearOutputs(
  x: SparseRows,
  parameters: Float64Array,
  outputs: number,
): Float64Array {
  const { rows, width, starts, inputs, values } = x;
  const z = new Float64Array(rows * outputs);
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < outputs; k++) {
      let sum = parameters[width * outputs + k]!;
      for (let e = starts[row]!; e < starts[row + 1]!; e++) {
        sum += values[e]! * parameters[inputs[e]! * outputs + k]!;
      }
      z[row * outputs + k] = sum;
    }
  }
  return z;
}

/** The objective and its gradient, in 64 bits but for {@link LinearProblem.outputsLoss}. */
export async function evaluateProblem(
  problem: LinearProblem,
  parameters: Float64Array,
): Promise<Evaluated> {
  const { x, targets, weights, loss, l2, outputsLoss } = problem;
  const { outputs } = loss;
  const z = linearOutputs(x, parameters, outputs);
  const slopes = new Float64Array(z.length);
  let total = 0;
  for (let row = 0; row < x.rows; row++) {
    const weight = weights[row]! / x.rows;
    total += weight * loss.evaluate(z, row * outputs, targets[row]!, slopes);
    for (let k = 0; k < outputs; k++) slopes[row * outputs + k]! *= weight;
  }
  const further = await outputsLoss?.(z);
  if (further !== undefined) {
    for (let i = 0; i < slopes.length; i++) slopes[i]! += further.slopes[i]!;
  }
  const gradient = backward(x, slopes, outputs);
  let squares = 0;
  for (let i = 0; i < x.width * outputs; i++) {
    squares += parameters[i]! ** 2;
    gradient[i]! += 2 * l2 * parameters[i]!;
  }
  const value = total + l2 * squares + (further?.value ?? 0);
  return { value, gradient, meanLoss: total, penalty: further?.penalty ?? 0, z };
}

/** Slopes by the parameters from slopes by the outputs. */
function backward(x: SparseRows, slopes: Float64Array, outputs: number): Float64Array {
  const { rows, width, starts, inputs, values } = x;
  const gradient = new Float64Array((width + 1) * outputs);
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < outputs; k++) {
      const slope = slopes[row * outputs + k]!;
      gradient[width * outputs + k]! += slope;
      for (let e = starts[row]!; e < starts[row + 1]!; e++) {
        gradient[inputs[e]! * outputs + k]! += values[e]! * slope;
      }
    }
  }
  return gradient;
}
