import type { CategoryFeature, NumberFeature } from "@fairline/arrow";
import type { Random } from "@fairline/numeric";
import { fitMixture, responsibilities } from "./mixture.ts";
import type { Mixture } from "./mixture.ts";

/** A column that rows are generated with. */
export type GeneratedColumn = NumberFeature | CategoryFeature;

/** Values of a generator's output that belong together: one number in [-1, 1], or the chances of some choices. */
export interface Span {
  readonly kind: "number" | "choice";
  readonly size: number;
}

/** New values of one column. */
export type GeneratedValues =
  | { readonly type: "number"; readonly values: Float64Array }
  /** Codes of the column; -1 where missing. */
  | { readonly type: "category"; readonly codes: Int32Array };

/** How rows become values that a network can learn to make, and back. */
export interface RowCodec {
  readonly spans: readonly Span[];
  /** Sum of the sizes of the spans. */
  readonly width: number;
  /** The values of some rows; row-major, rows x width. Which mode a number belongs to is drawn by its chances. */
  encode(rows: ArrayLike<number>, random: Random): Float32Array;
  /** The columns of generated values; of choices the likeliest is taken. Row-major, n x width. */
  decode(values: Float32Array): readonly GeneratedValues[];
}

/** How far from a mode's mean a number can be told, in deviations. */
const SPREAD = 4;

interface ColumnCodec {
  readonly spans: readonly Span[];
  readonly write: (target: Float32Array, at: number, row: number, random: Random) => void;
  readonly read: (values: Float32Array, width: number, at: number) => GeneratedValues;
}

/**
 * Fits how columns become values, with mode-specific normalisation: a number is one of the modes of its distribution, and how far it is from the mode's
 * mean in 4 deviations, held in [-1, 1]. A category is a choice. Where rows lack a value, missing is one more mode, or category.
 *
 * @param rows - Fitted rows: nothing else is looked at.
 * @param modes - Modes of a number, at most.
 * @see Xu et al. (2019), section 4.2
 */
export function fitRowCodec(
  columns: readonly GeneratedColumn[],
  rows: Uint32Array,
  modes: number,
): RowCodec {
  const codecs = columns.map((column) =>
    column.type === "number" ? numberCodec(column, rows, modes) : categoryCodec(column, rows),
  );
  const spans = codecs.flatMap((codec) => codec.spans);
  const width = spans.reduce((sum, { size }) => sum + size, 0);
  return {
    spans,
    width,
    encode(wanted, random) {
      const target = new Float32Array(wanted.length * width);
      for (let i = 0; i < wanted.length; i++) {
        let at = i * width;
        for (const codec of codecs) {
          codec.write(target, at, wanted[i]!, random);
          for (const { size } of codec.spans) at += size;
        }
      }
      return target;
    },
    decode(values) {
      let at = 0;
      return codecs.map((codec) => {
        const read = codec.read(values, width, at);
        for (const { size } of codec.spans) at += size;
        return read;
      });
    },
  };
}

function numberCodec({ values }: NumberFeature, rows: Uint32Array, modes: number): ColumnCodec {
  const present = Float64Array.from(rows, (row) => values[row]!).filter(
    (value) => !Number.isNaN(value),
  );
  const none: Mixture = {
    weights: new Float64Array(0),
    means: new Float64Array(0),
    deviations: new Float64Array(0),
  };
  const mixture = present.length === 0 ? none : fitMixture(present, modes);
  const known = mixture.means.length;
  const choices = known + (present.length < rows.length ? 1 : 0);
  return {
    spans: [
      { kind: "number", size: 1 },
      { kind: "choice", size: choices },
    ],
    write(target, at, row, random) {
      const value = values[row]!;
      if (Number.isNaN(value)) {
        target[at + choices] = 1;
        return;
      }
      const mode = drawMode(responsibilities(mixture, value), random);
      const offset = (value - mixture.means[mode]!) / (SPREAD * mixture.deviations[mode]!);
      target[at] = Math.max(-1, Math.min(1, offset));
      target[at + 1 + mode] = 1;
    },
    read(generated, width, at) {
      const decoded = Float64Array.from({ length: generated.length / width }, (_, i) => {
        const start = i * width + at;
        const mode = largest(generated, start + 1, choices);
        return mode < known
          ? mixture.means[mode]! + SPREAD * mixture.deviations[mode]! * generated[start]!
          : Number.NaN;
      });
      return { type: "number", values: decoded };
    },
  };
}

function categoryCodec({ codes }: CategoryFeature, rows: Uint32Array): ColumnCodec {
  const slots = new Map<number, number>();
  for (const row of rows) if (!slots.has(codes[row]!)) slots.set(codes[row]!, slots.size);
  const codeOf = [...slots.keys()];
  return {
    spans: [{ kind: "choice", size: codeOf.length }],
    write(target, at, row) {
      const slot = slots.get(codes[row]!);
      if (slot !== undefined) target[at + slot] = 1;
    },
    read(generated, width, at) {
      const decoded = Int32Array.from(
        { length: generated.length / width },
        (_, i) => codeOf[largest(generated, i * width + at, codeOf.length)]!,
      );
      return { type: "category", codes: decoded };
    },
  };
}

function drawMode(chances: Float64Array, random: Random): number {
  let left = random.uniform();
  const found = chances.findIndex((chance) => (left -= chance) < 0);
  return found < 0 ? chances.length - 1 : found;
}

/** The position of the largest of some values, counted from the first of them. */
function largest(values: Float32Array, start: number, size: number): number {
  let best = 0;
  for (let i = 1; i < size; i++) if (values[start + i]! > values[start + best]!) best = i;
  return best;
}
