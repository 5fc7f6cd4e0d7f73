import type { Random } from "@fairline/numeric";
import type { HostTensor, HostTensors, Tensor, Tensors } from "@fairline/tensor";
import { attributeTensors, counterpartTensors } from "./fairness/batch-tensors.ts";
import type { TrainingData } from "./training-data.ts";

/** What losses read of rows that are scored. A session takes and gives tensors by name; the names stay in this file. */
export interface LossRows {
  /** 1 for the positive class, else 0, or a number, length rows; or rows x classes, 1 for the row's class. */
  readonly labels: Tensor;
  /** Length rows. */
  readonly weights: Tensor;
}

/** What a network reads: encoded inputs, rows x inputs, and a mask for each hidden layer with dropout, rows x units. */
export interface NetworkRows {
  readonly x: Tensor;
  readonly masks: readonly Tensor[];
}

/** Takes a batch apart for the losses. */
export function lossRows(batch: Tensors): LossRows {
  return { labels: batch["y"]!, weights: batch["weight"]! };
}

/** Takes a batch apart for a network with some hidden layers. */
export function networkRows(batch: Tensors, layers: number): NetworkRows {
  const masks = Array.from({ length: layers }, (_, layer) => batch[maskName(layer)]);
  return { x: batch["x"]!, masks: masks.filter((mask) => mask !== undefined) };
}

/** The log-odds of rows that are scored, by the name that {@link scoredRows} gives them; length rows. Or all outputs, rows x outputs. */
export function logOddsOf<T>(batch: Readonly<Record<string, T>>): T {
  return batch["logOdds"]!;
}

/** Log-odds under the name by which {@link logOddsOf} finds them. */
export function scoredRows<T>(logOdds: T): { readonly logOdds: T } {
  return { logOdds };
}

/** The tensors of some rows that losses read, other than the inputs: `y`, `weight`, and those of {@link attributeTensors}. */
export function rowTensors(data: TrainingData, rows: Uint32Array): HostTensors {
  const vector = (column: ArrayLike<number>): HostTensor => {
    const values = new Float32Array(rows.length);
    for (let i = 0; i < rows.length; i++) values[i] = column[rows[i]!]!;
    return { shape: [rows.length], values };
  };
  const { fairness, labels, target } = data;
  return {
    y: target.task === "multiclass" ? oneHot(labels, rows, target.classes.length) : vector(labels),
    weight: vector(data.weights),
    ...(fairness === undefined ? {} : attributeTensors(fairness, rows)),
  };
}

/** The scalar that the changes of a step are multiplied by. */
export function paceTensor(pace: number): HostTensors {
  return { pace: { shape: [], values: Float32Array.of(pace) } };
}

/** Finds what {@link paceTensor} put into a batch. */
export function paceOf(batch: Tensors): Tensor {
  return batch["pace"]!;
}

/** The encoded counterparts of some rows, where a method of fairness needs them. */
export function counterpartInputs({ fairness }: TrainingData, rows: Uint32Array): HostTensors {
  return fairness === undefined ? {} : counterpartTensors(fairness, rows);
}

/**
 * Draws the dropout masks of a step: each value 0 with chance `rate`, else `1 / (1 - rate)`.
 *
 * @param hidden - Units of each hidden layer.
 * @returns `mask_0`, `mask_1`, …, each rows x units; nothing for rate 0.
 * @see Srivastava et al. (2014)
 */
export function drawMasks(
  random: Random,
  rate: number,
  { rows, hidden }: { readonly rows: number; readonly hidden: readonly number[] },
): HostTensors {
  if (rate === 0) return {};
  const below = 2 ** 32;
  const dropped = rate * below;
  const masks = hidden.map((units, layer) => {
    const values = new Float32Array(rows * units);
    for (let i = 0; i < values.length; i++) {
      values[i] = random.integer(below) < dropped ? 0 : 1 / (1 - rate);
    }
    return [maskName(layer), { shape: [rows, units], values }] as const;
  });
  return Object.fromEntries(masks);
}

function oneHot(labels: ArrayLike<number>, rows: Uint32Array, width: number): HostTensor {
  const values = new Float32Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) values[i * width + labels[rows[i]!]!] = 1;
  return { shape: [rows.length, width], values };
}

function maskName(layer: number): string {
  return `mask_${String(layer)}`;
}
