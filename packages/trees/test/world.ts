import { createRandom } from "@fairline/numeric";
import type { Random } from "@fairline/numeric";
import type { CategoryColumn, Column, NumericColumn } from "@fairline/trees";

export const numeric = (name: string, values: Iterable<number>): NumericColumn => ({
  kind: "numeric",
  name,
  values: Float64Array.from(values),
});

export const category = (name: string, codes: Iterable<number>): CategoryColumn => ({
  kind: "category",
  name,
  codes: Int32Array.from(codes),
});

/** Rows of a small world with numbers, categories, missing values and a label that follows from them. */
export interface World {
  readonly columns: readonly Column[];
  /** 0 or 1. */
  readonly labels: Float64Array;
  /** A number around 0. */
  readonly targets: Float64Array;
}

/**
 * Two numeric columns and one of nine categories, a tenth of each missing. The target rises with `x`, depends on the category
 * and on whether `z` is missing, and has noise.
 */
export function world(rows: number, seed: string): World {
  const random = createRandom(seed);
  const x = draws(rows, () => (random.uniform() < 0.1 ? Number.NaN : random.normal()));
  const z = draws(rows, () => (random.uniform() < 0.1 ? Number.NaN : random.normal()));
  const code = draws(rows, () => (random.uniform() < 0.1 ? -1 : random.integer(9)));
  const targets = x.map((value, row) => {
    const fromCategory = [1, -1, 0, 2, -2, 0.5, -0.5, 0, 1][code[row]!] ?? -1;
    const fromMissing = Number.isNaN(z[row]!) ? 1.5 : 0;
    return (Number.isNaN(value) ? 0 : value) + fromCategory + fromMissing + random.normal() / 2;
  });
  return {
    columns: [numeric("x", x), category("c", code), numeric("z", z)],
    targets,
    labels: targets.map((target) => (target > 0 ? 1 : 0)),
  };
}

function draws(rows: number, draw: () => number): Float64Array {
  return Float64Array.from({ length: rows }, draw);
}

/** Columns of some rows, in the order that is given. */
export function pick(columns: readonly Column[], rows: Iterable<number>): Column[] {
  const order = [...rows];
  return columns.map((column) =>
    column.kind === "numeric"
      ? numeric(
          column.name,
          order.map((row) => column.values[row]!),
        )
      : category(
          column.name,
          order.map((row) => column.codes[row]!),
        ),
  );
}

export function shuffled(random: Random, rows: number): number[] {
  return [...random.permutation(rows)];
}
