import type { Scalar, Tensor, Tensors, TensorFlow } from "@fairline/tensor";
import type { FairnessPlan } from "./plan.ts";
import { addUp, weightedMean } from "./statistics.ts";
import type { TermRows } from "./term-rows.ts";

/** Scored rows by attribute; undefined for a term that needs none. */
export type RowsOf = (attribute: number | undefined) => TermRows;

/** What the terms make of a loss. */
export interface Combined {
  /** What takes the place of the mean log loss; undefined where nothing does. */
  readonly fit: Scalar | undefined;
  /** The penalties by their strengths; undefined without one. */
  readonly added: Scalar | undefined;
  /** The penalty before its strength; of several, their mean, weighted by their strengths. 0 without one. */
  readonly penalty: Scalar;
  /** What the average of losses begins the next step with. */
  readonly state: Tensors;
}

/**
 * Penalties, losses of rows and their average on some rows.
 *
 * @param state - Of the average; undefined on rows that nothing is learned from.
 */
export function combine(
  tf: TensorFlow,
  plan: FairnessPlan,
  rowsOf: RowsOf,
  state: Tensors | undefined,
): Combined {
  const { fit, state: next } = fitOf(tf, plan, rowsOf, state);
  const values = plan.penalties.map(({ use, attribute }) => use(tf, rowsOf(attribute)));
  const parts = values.map((value, i) => tf.mul<Scalar>(value, plan.penalties[i]!.strength));
  const total = plan.penalties.reduce((sum, { strength }) => sum + strength, 0);
  const added = parts.length === 0 ? undefined : addUp(tf, parts);
  const penalty =
    added === undefined
      ? tf.scalar(0)
      : values.length === 1
        ? values[0]!
        : tf.div<Scalar>(added, total);
  return { fit, added, penalty, state: next };
}

function fitOf(
  tf: TensorFlow,
  { rowLosses, average }: FairnessPlan,
  rowsOf: RowsOf,
  state: Tensors | undefined,
): { readonly fit: Scalar | undefined; readonly state: Tensors } {
  if (rowLosses.length === 0 && average === undefined) return { fit: undefined, state: {} };
  const losses = rowLosses.reduce<Tensor>(
    (before, { use, attribute }) => use(tf, { ...rowsOf(attribute), losses: before }),
    rowsOf(undefined).losses,
  );
  if (average === undefined) {
    return { fit: weightedMean(tf, losses, rowsOf(undefined).weights), state: {} };
  }
  const rows = { ...rowsOf(average.attribute), losses };
  if (state === undefined) return { fit: average.use.judged(tf, rows), state: {} };
  const { value, state: next } = average.use.value(tf, rows, state);
  return { fit: value, state: next };
}
