import type { Backend, Forward, HostTensor, Scalar, Session, Step } from "@fairline/tensor";
import { logOddsOf, lossRows, rowTensors, scoredRows } from "../batch.ts";
import { rowsByAttribute } from "../fairness/batch-tensors.ts";
import { combine } from "../fairness/combine.ts";
import type { FairnessPlan } from "../fairness/plan.ts";
import { weightedMean } from "../fairness/statistics.ts";
import type { TrainingData } from "../training-data.ts";
import type { OutputsLoss } from "./problem.ts";

/** A session in which functions of rows alone are evaluated. Dispose of it after use. */
export function penaltySession(backend: Backend): Session {
  const step: Step = (_tf, parameters, state) => ({ parameters, state, losses: {} });
  return backend.session(step, { parameters: {}, state: {} });
}

/** What methods of fairness add to the loss of some rows, by their log-odds, with its slopes: computed in a session, in 32 bits. */
export function outputsPenalty(
  session: Session,
  data: TrainingData,
  { rows, fairness }: { readonly rows: Uint32Array; readonly fairness: FairnessPlan },
): OutputsLoss {
  const tensors = rowTensors(data, rows);
  const forward = addedAndSlopes(fairness);
  return async (z) => {
    const odds: HostTensor = { shape: [rows.length], values: Float32Array.from(z) };
    const { added, penalty, slopes } = await session.evaluate(forward, {
      ...tensors,
      ...scoredRows(odds),
    });
    return {
      value: added!.values[0]!,
      penalty: penalty!.values[0]!,
      slopes: Float64Array.from(slopes!.values),
    };
  };
}

/** Where another loss takes the place of the log loss, what is added is that less the log loss. */
function addedAndSlopes(fairness: FairnessPlan): Forward {
  return (tf, _parameters, batch) => {
    const found: { penalty: Scalar } = { penalty: tf.scalar(0) };
    const differentiate = tf.valueAndGrad((z) => {
      const rowsOf = rowsByAttribute(tf, batch, { logOdds: z, ...lossRows(batch) });
      const { fit, added, penalty } = combine(tf, fairness, rowsOf, undefined);
      found.penalty = tf.keep(penalty);
      const { losses, weights } = rowsOf(undefined);
      const replaced =
        fit === undefined ? undefined : tf.sub<Scalar>(fit, weightedMean(tf, losses, weights));
      const parts = [replaced, added].filter((part) => part !== undefined);
      return parts.reduce((sum, part) => tf.add(sum, part));
    });
    const { value, grad } = differentiate(logOddsOf(batch));
    return { added: value, penalty: found.penalty, slopes: grad };
  };
}
