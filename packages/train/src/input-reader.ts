import type { RowEncoder } from "@fairline/model";
import type { HostTensor } from "@fairline/tensor";

/**
 * A function that gives the encoded inputs of some rows.
 *
 * The array in it is written over by the next call for as many rows: a new one for every batch costs more than
 * encoding does.
 */
export function inputReader(encoder: RowEncoder): (rows: Uint32Array) => HostTensor {
  const { width } = encoder;
  const targets = new Map<number, Float32Array>();
  return (rows) => {
    const target = targets.get(rows.length) ?? new Float32Array(rows.length * width);
    targets.set(rows.length, target);
    return { shape: [rows.length, width], values: encoder.encode(rows, target) };
  };
}
