import type { Feature } from "@fairline/arrow";

/** Features as inputs of a network: numbers by mean and deviation, categories as indicators. */
export interface FeatureInputs {
  /** Inputs per row. */
  readonly width: number;
  /** The inputs of some rows; row-major, rows x width. */
  read(rows: ArrayLike<number>): Float32Array;
}

/** Writes one feature's inputs. */
interface Writer {
  readonly width: number;
  readonly write: (target: Float32Array, at: number, row: number) => void;
}

/**
 * Fits how features become inputs.
 *
 * A number becomes its distance from the mean in standard deviations, 0 where it is missing or the column constant; so does each element of an
 * embedding. A category becomes an indicator for every value of the fitted rows, all 0 for a missing or unknown one.
 *
 * @param rows - Fitted rows: nothing else is looked at.
 */
export function fitInputs(features: readonly Feature[], rows: Uint32Array): FeatureInputs {
  const writers = features.flatMap((feature) => writersOf(feature, rows));
  const width = writers.reduce((sum, each) => sum + each.width, 0);
  return {
    width,
    read(wanted) {
      const target = new Float32Array(wanted.length * width);
      for (let i = 0; i < wanted.length; i++) {
        let at = i * width;
        for (const writer of writers) {
          writer.write(target, at, wanted[i]!);
          at += writer.width;
        }
      }
      return target;
    },
  };
}

function writersOf(feature: Feature, rows: Uint32Array): Writer[] {
  switch (feature.type) {
    case "number":
      return [numberWriter((row) => feature.values[row]!, rows)];
    case "embedding": {
      const { size, values } = feature;
      return Array.from({ length: size }, (_, element) =>
        numberWriter((row) => values[row * size + element]!, rows),
      );
    }
    case "category": {
      const { codes, values } = feature;
      const slots = new Int32Array(values.length).fill(-1);
      let width = 0;
      for (const row of rows) {
        const code = codes[row]!;
        if (code >= 0 && slots[code]! < 0) slots[code] = width++;
      }
      const write: Writer["write"] = (target, at, row) => {
        const slot = slots[codes[row]!] ?? -1;
        if (slot >= 0) target[at + slot] = 1;
      };
      return [{ width, write }];
    }
  }
}

function numberWriter(valueOf: (row: number) => number, rows: Uint32Array): Writer {
  let [count, sum] = [0, 0];
  for (const row of rows) {
    if (Number.isNaN(valueOf(row))) continue;
    count += 1;
    sum += valueOf(row);
  }
  const mean = sum / count;
  let squares = 0;
  for (const row of rows) {
    if (!Number.isNaN(valueOf(row))) squares += (valueOf(row) - mean) ** 2;
  }
  const deviation = Math.sqrt(squares / count);
  return {
    width: 1,
    write: (target, at, row) => {
      const value = (valueOf(row) - mean) / deviation;
      if (Number.isFinite(value)) target[at] = value;
    },
  };
}
