/** Rows that agree in the columns of a partition. */
export interface Group {
  /** The value in each column; null where it is missing. */
  readonly values: readonly (string | null)[];
  /** For people: `Female`, `Female × Black`, `(missing)`. No two groups of a partition share one. */
  readonly name: string;
  /** Number of rows, at least 1. */
  readonly size: number;
}

/** Rows divided into groups by the values of one or more columns. */
export interface Partition {
  readonly columns: readonly string[];
  /** The groups that have rows. */
  readonly groups: readonly Group[];
  /** Per row asked for, in that order: its group, a position in `groups`; -1 for a row that is left out. */
  readonly codes: Int32Array;
}

/** The rows of each group, as positions among the rows that were asked for, ascending. */
export function membersOf({ groups, codes }: Partition): Uint32Array[] {
  const members = groups.map(({ size }) => new Uint32Array(size));
  const filled = new Uint32Array(groups.length);
  for (let position = 0; position < codes.length; position++) {
    const g = codes[position]!;
    if (g >= 0) members[g]![filled[g]!++] = position;
  }
  return members;
}
