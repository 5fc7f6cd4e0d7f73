import type { RowEncoder } from "@fairline/model";

/** Rows encoded at a time while looking for what is not 0. */
const ROWS_AT_ONCE = 1024;

/** Encoded rows without their zeros: most inputs of a row with categories are 0. */
export interface SparseRows {
  readonly rows: number;
  /** Inputs per row. */
  readonly width: number;
  /** Length rows + 1: the entries of row r lie in [starts[r], starts[r + 1]). */
  readonly starts: Uint32Array;
  /** The input of each entry. */
  readonly inputs: Uint32Array;
  /** The value of each entry, as the network reads it: rounded to 32 bits. */
  readonly values: Float64Array;
}

/** Encodes some rows of a table. */
export function sparseRows(encoder: RowEncoder, rows: Uint32Array): SparseRows {
  const { width } = encoder;
  const starts = new Uint32Array(rows.length + 1);
  const parts: { readonly inputs: Uint32Array; readonly values: Float64Array }[] = [];
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    const part = rows.subarray(start, start + ROWS_AT_ONCE);
    const dense = encoder.encode(part);
    const inputs: number[] = [];
    const values: number[] = [];
    for (let i = 0; i < part.length; i++) {
      for (let input = 0; input < width; input++) {
        const value = dense[i * width + input]!;
        if (value === 0) continue;
        inputs.push(input);
        values.push(value);
      }
      starts[start + i + 1] = starts[start]! + inputs.length;
    }
    parts.push({ inputs: Uint32Array.from(inputs), values: Float64Array.from(values) });
  }
  const joined = {
    inputs: new Uint32Array(starts[rows.length]!),
    values: new Float64Array(starts[rows.length]!),
  };
  let at = 0;
  for (const { inputs, values } of parts) {
    joined.inputs.set(inputs, at);
    joined.values.set(values, at);
    at += inputs.length;
  }
  return { rows: rows.length, width, starts, ...joined };
}
