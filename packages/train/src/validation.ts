import { logOdds } from "@fairline/model";
import type { Forward, Session } from "@fairline/tensor";
import { logOddsOf, networkRows, rowTensors, scoredRows } from "./batch.ts";
import { finiteLosses, mapLosses } from "./epoch-losses.ts";
import type { EpochLosses } from "./epoch-losses.ts";
import { inputReader } from "./input-reader.ts";
import { rowLosses } from "./objective.ts";
import type { Objective } from "./objective.ts";
import type { TrainingData } from "./training-data.ts";
import { watcher } from "./watch.ts";
import type { Watch } from "./watch.ts";

/** Rows scored at a time when validating. */
const VALIDATION_ROWS = 4096;

/**
 * A function that gives the losses of all validation rows after an epoch, as one batch; nothing if there are none.
 *
 * What it evaluates is made here, once: a compiled session keeps its programs by the function that they are of.
 */
export function validation(
  session: Session,
  data: TrainingData,
  { objective, watch }: { readonly objective: Objective; readonly watch: Watch | undefined },
): (epoch: number) => Promise<EpochLosses[]> {
  const rows = data.validation;
  const inputsOf = inputReader(data.rows);
  const lossesOf = rowLosses(objective);
  const watchedOf = watch === undefined ? () => ({}) : watcher(data, watch);
  const oddsOf: Forward = (tf, parameters, batch) =>
    scoredRows(logOdds(tf, objective.network, parameters, networkRows(batch, 0)));
  return async (epoch) => {
    if (rows.length === 0) return [];
    const odds = new Float32Array(rows.length);
    for (let start = 0; start < rows.length; start += VALIDATION_ROWS) {
      const part = rows.subarray(start, start + VALIDATION_ROWS);
      const scored = await session.evaluate(oddsOf, { x: inputsOf(part) });
      odds.set(logOddsOf(scored).values, start);
    }
    const losses = await session.evaluate(lossesOf, {
      ...scoredRows({ shape: [rows.length], values: odds }),
      ...rowTensors(data, rows),
    });
    const values = mapLosses((name) => losses[name]!.values[0]!);
    return [finiteLosses({ epoch, split: "validation", ...values, ...watchedOf(odds) })];
  };
}
