import type { Evaluated } from "./problem.ts";

/** When to stop, and whom to tell. */
export interface MinimizeOptions {
  /** Largest slope by a parameter at which a smooth objective counts as minimised. */
  readonly tolerance: number;
  /** Steps after which the search ends all the same. */
  readonly steps: number;
  readonly signal: AbortSignal;
  /** Called at the start, with 0, and after every step. The parameters are to be read only, and at once. */
  readonly onStep: (step: number, at: Evaluated, parameters: Float64Array) => Promise<void>;
}

/** Where a search ended. */
export interface Minimum {
  readonly parameters: Float64Array;
  readonly at: Evaluated;
  readonly converged: boolean;
  readonly steps: number;
}

/** The largest absolute value; 0 for none. */
export function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** The sum of products. */
export function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
