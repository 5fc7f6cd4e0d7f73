import type { Partition } from "@fairline/arrow";
import type { Random } from "@fairline/numeric";
import type { HostTensor, HostTensors } from "@fairline/tensor";
import type { TrainingData } from "./training-data.ts";

/** The tensors of some rows that losses read, other than the inputs: `y`, `weight`, and `members` with a penalty. */
export function rowTensors(data: TrainingData, rows: Uint32Array): HostTensors {
  const vector = (column: ArrayLike<number>): HostTensor => {
    const values = new Float32Array(rows.length);
    for (let i = 0; i < rows.length; i++) values[i] = column[rows[i]!]!;
    return { shape: [rows.length], values };
  };
  const { groups } = data;
  return {
    y: vector(data.labels),
    weight: vector(data.weights),
    ...(groups === undefined ? {} : { members: memberMatrix(groups, rows) }),
  };
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
    return [`mask_${String(layer)}`, { shape: [rows, units], values }] as const;
  });
  return Object.fromEntries(masks);
}

function memberMatrix({ codes, groups }: Partition, rows: Uint32Array): HostTensor {
  const width = groups.length;
  const members = new Float32Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    const code = codes[rows[i]!]!;
    if (code >= 0) members[i * width + code] = 1;
  }
  return { shape: [rows.length, width], values: members };
}
