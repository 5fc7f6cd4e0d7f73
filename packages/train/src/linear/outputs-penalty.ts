import type { Backend, Forward, HostTensor, Session, Step } from "@fairline/tensor";
import { logOddsOf, lossRows, rowTensors, scoredRows } from "../batch.ts";
import { fairnessPenalty } from "../fairness-penalty.ts";
import type { FairnessParams } from "../params.ts";
import type { TrainingData } from "../training-data.ts";
import type { OutputsLoss } from "./problem.ts";

/** A session in which functions of rows alone are evaluated. Dispose of it after use. */
export function penaltySession(backend: Backend): Session {
  const step: Step = (_tf, parameters, state) => ({ parameters, state, losses: {} });
  return backend.session(step, { parameters: {}, state: {} });
}

/** A fairness penalty of the log-odds of some rows, times its strength, with its slopes: computed in a session, in 32 bits. */
export function outputsPenalty(
  session: Session,
  data: TrainingData,
  { rows, fairness }: { readonly rows: Uint32Array; readonly fairness: FairnessParams },
): OutputsLoss {
  const { strength } = fairness;
  const tensors = rowTensors(data, rows);
  const forward = penaltyAndSlopes(fairness);
  return async (z) => {
    const odds: HostTensor = { shape: [rows.length], values: Float32Array.from(z) };
    const { penalty, slopes } = await session.evaluate(forward, {
      ...tensors,
      ...scoredRows(odds),
    });
    return {
      value: strength * penalty!.values[0]!,
      slopes: Float64Array.from(slopes!.values, (slope) => strength * slope),
    };
  };
}

function penaltyAndSlopes({ penalty }: FairnessParams): Forward {
  return (tf, _parameters, batch) => {
    const { labels, members } = lossRows(batch);
    const differentiate = tf.valueAndGrad((z) =>
      // A batch for a penalty has members.
      fairnessPenalty(tf, penalty, { scores: tf.sigmoid(z), labels, members: members! }),
    );
    const { value, grad } = differentiate(logOddsOf(batch));
    return { penalty: value, slopes: grad };
  };
}
