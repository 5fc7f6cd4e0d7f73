import type { Forward, HostTensors, Session } from "@fairline/tensor";
import { counterpartInputs, logOddsOf, rowTensors } from "./batch.ts";
import { finiteLosses, mapLosses } from "./epoch-losses.ts";
import type { EpochLosses } from "./epoch-losses.ts";
import { inputReader } from "./input-reader.ts";
import { cutEvenly } from "./mini-batches.ts";
import { rowLosses, scores } from "./objective.ts";
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
  const scoresOf = scores(objective);
  // A term that compares all pairs of rows would not fit into memory: its value is the mean over parts.
  const parts = objective.fairness?.cost === "n²" ? cutEvenly(rows, VALIDATION_ROWS) : [rows];
  return async (epoch) => {
    if (rows.length === 0) return [];
    const scored = await scoreInParts(session, scoresOf, rows, (few) => ({
      x: inputsOf(few),
      ...counterpartInputs(data, few),
    }));
    const found: { readonly share: number; readonly losses: HostTensors }[] = [];
    let start = 0;
    for (const part of parts) {
      const own = slices(scored, start, part.length);
      const losses = await session.evaluate(lossesOf, { ...own, ...rowTensors(data, part) });
      found.push({ share: part.length / rows.length, losses });
      start += part.length;
    }
    const values = mapLosses((name) =>
      found.reduce((sum, { share, losses }) => sum + share * losses[name]!.values[0]!, 0),
    );
    const watched = watchedOf(logOddsOf(scored).values);
    return [finiteLosses({ epoch, split: "validation", ...values, ...watched })];
  };
}

/** The scores of rows by name, of a few rows at a time; length rows each, or rows x outputs. */
async function scoreInParts(
  session: Session,
  scoresOf: Forward,
  rows: Uint32Array,
  inputsOf: (rows: Uint32Array) => HostTensors,
): Promise<HostTensors> {
  const scored: Record<string, { shape: number[]; values: Float32Array }> = {};
  for (let start = 0; start < rows.length; start += VALIDATION_ROWS) {
    const few = rows.subarray(start, start + VALIDATION_ROWS);
    for (const [name, { values }] of Object.entries(
      await session.evaluate(scoresOf, inputsOf(few)),
    )) {
      const width = values.length / few.length;
      scored[name] ??= {
        shape: width === 1 ? [rows.length] : [rows.length, width],
        values: new Float32Array(rows.length * width),
      };
      scored[name].values.set(values, start * width);
    }
  }
  return scored;
}

/** Some consecutive rows of tensors. */
function slices(tensors: HostTensors, start: number, length: number): HostTensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, values }]) => {
      const [, width = 1] = shape;
      const own = values.subarray(start * width, (start + length) * width);
      return [name, { shape: shape.with(0, length), values: own }];
    }),
  );
}
