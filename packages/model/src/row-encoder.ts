import { categories } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { encoderWidth, featureWidth, finiteNumbers, requireColumns, tooLarge } from "./encoder.ts";
import type { CategoryEncoding, Encoder, NumberEncoding } from "./encoder.ts";

/** Raw columns of one table, ready to be encoded row by row. */
export interface RowEncoder {
  /** Rows of the table. */
  readonly rows: number;
  /** Inputs per row. */
  readonly width: number;
  /**
   * Encodes some rows.
   *
   * A missing number is 0, the mean; a category that training rows did not have sets the unknown input.
   *
   * @param target - Is written over and given back: `rows.length * width` long. A new one where it is left out.
   * @returns Row-major, `rows.length` x `width`.
   */
  encode(rows: ArrayLike<number>, target?: Float32Array): Float32Array;
}

/**
 * Reads the columns that an encoder needs. Further columns of the table are ignored.
 *
 * What it keeps of a row lies in one place, since training reads rows in any order: 4 bytes for a number, and 2 for a
 * category or a missing indicator (4 with more than 65,536 inputs).
 *
 * @throws FairlineError `COLUMN_MISSING` naming every feature the table lacks; `COLUMN_TYPE` where a number was
 *   expected; `VALUE_INVALID` for numbers that are infinite or whose input does not fit into 32 bits.
 */
export function openEncoder(encoder: Encoder, table: Table): RowEncoder {
  requireColumns(
    table,
    encoder.map(({ name }) => name),
  );
  const packed = packRows(encoder, table);
  const { numRows: rows } = table;
  const width = encoderWidth(encoder);
  return {
    rows,
    width,
    encode(wanted, target = new Float32Array(wanted.length * width)) {
      writeInputs(packed, wanted, { target, width });
      return target;
    },
  };
}

/** All rows of a table, each in as few values as tell its inputs. */
interface PackedRows {
  /** Rows x numeric features, scaled; 0 where a value is missing. */
  readonly numbers: Float32Array;
  /** The input of each numeric feature. */
  readonly numberInputs: readonly number[];
  /**
   * Rows x marks: inputs that are 1 before the numbers are written. A missing indicator that is off marks its own
   * number, which then takes its place.
   */
  readonly marks: Uint16Array | Uint32Array;
  readonly marksPerRow: number;
}

function packRows(encoder: Encoder, table: Table): PackedRows {
  const features = placed(encoder);
  const { numRows } = table;
  const numeric = features.flatMap(({ feature, at }) =>
    feature.type === "number" ? [{ feature, at }] : [],
  );
  const markers = features.flatMap(({ feature, at }) => {
    if (feature.type === "category") return [categoryMarks(feature, at, table)];
    return feature.missing ? [missingMarks(feature, at, table)] : [];
  });
  const marks = new (encoderWidth(encoder) > 2 ** 16 ? Uint32Array : Uint16Array)(
    numRows * markers.length,
  );
  for (const [m, markOf] of markers.entries()) {
    for (let row = 0; row < numRows; row++) marks[row * markers.length + m] = markOf(row);
  }
  return {
    numbers: scaledNumbers(
      numeric.map(({ feature }) => feature),
      table,
    ),
    numberInputs: numeric.map(({ at }) => at),
    marks,
    marksPerRow: markers.length,
  };
}

/** Features with the first input of each. */
function placed(encoder: Encoder): { readonly feature: Encoder[number]; readonly at: number }[] {
  let next = 0;
  return encoder.map((feature) => {
    const at = next;
    next += featureWidth(feature);
    return { feature, at };
  });
}

function scaledNumbers(features: readonly NumberEncoding[], table: Table): Float32Array {
  const scaled = new Float32Array(table.numRows * features.length);
  for (const [f, { name, mean, deviation }] of features.entries()) {
    const { values } = finiteNumbers(table, name);
    for (let row = 0; row < values.length; row++) {
      const value = values[row]!;
      if (Number.isNaN(value)) continue;
      const at = row * features.length + f;
      scaled[at] = (value - mean) / deviation;
      if (Math.abs(scaled[at]) === Infinity) throw tooLarge(name, value, row);
    }
  }
  return scaled;
}

/** The input that a feature marks in a row. */
type Marker = (row: number) => number;

function missingMarks({ name }: NumberEncoding, at: number, table: Table): Marker {
  const { values } = finiteNumbers(table, name);
  return (row) => (Number.isNaN(values[row]!) ? at + 1 : at);
}

function categoryMarks(feature: CategoryEncoding, at: number, table: Table): Marker {
  const { codes, values } = categories(table, feature.name);
  const slotOf = new Map(feature.values.map((value, slot) => [value, slot]));
  const unknown = feature.values.length;
  const slots = values.map((value) => slotOf.get(value) ?? unknown);
  const missing = feature.missing ? unknown + 1 : unknown;
  return (row) => at + (slots[codes[row]!] ?? missing);
}

function writeInputs(
  { numbers, numberInputs, marks, marksPerRow }: PackedRows,
  rows: ArrayLike<number>,
  { target, width }: { readonly target: Float32Array; readonly width: number },
): void {
  target.fill(0);
  for (let i = 0; i < rows.length; i++) {
    const at = i * width;
    const firstMark = rows[i]! * marksPerRow;
    const firstNumber = rows[i]! * numberInputs.length;
    for (let m = 0; m < marksPerRow; m++) target[at + marks[firstMark + m]!] = 1;
    for (let n = 0; n < numberInputs.length; n++) {
      target[at + numberInputs[n]!] = numbers[firstNumber + n]!;
    }
  }
}
