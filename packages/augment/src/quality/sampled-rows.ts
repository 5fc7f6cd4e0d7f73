/** Two sets of rows of a table that are compared. */
export interface ComparedRows {
  /** Training rows that were there, or some of them. */
  readonly real: Uint32Array;
  /** Rows that were added, or some of them. */
  readonly added: Uint32Array;
  /** Of each row of `real`; at least 0. */
  readonly weights: Float64Array;
}

/** At most so many of some rows, evenly spread over them. */
export function spreadRows(rows: Uint32Array, limit: number): Uint32Array {
  if (rows.length <= limit) return rows;
  return Uint32Array.from(
    { length: limit },
    (_, i) => rows[Math.floor((i * rows.length) / limit)]!,
  );
}

/**
 * Weights of real rows that give every class the share that it has among the added rows, so that what was added to a class is compared with that
 * class; all 1 where no class is in both.
 *
 * @param classOf - Per row of the table; -1 for a row in no class.
 */
export function classWeights(
  real: Uint32Array,
  added: Uint32Array,
  classOf: (row: number) => number,
): Float64Array {
  const count = (rows: Uint32Array): Map<number, number> => {
    const counts = new Map<number, number>();
    for (const row of rows) counts.set(classOf(row), (counts.get(classOf(row)) ?? 0) + 1);
    return counts;
  };
  const [ofReal, ofAdded] = [count(real), count(added)];
  const weights = Float64Array.from(real, (row) => {
    const own = classOf(row);
    return (ofAdded.get(own) ?? 0) / ofReal.get(own)!;
  });
  return weights.some((weight) => weight > 0) ? weights : weights.fill(1);
}
