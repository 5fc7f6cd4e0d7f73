/** Rows numbered by the values that they share. */
export interface NumberedRows {
  /** Per position: the number of its group, from 0 in order of first appearance. */
  readonly codes: Int32Array;
  /** Per group: the first position that is in it, ascending. */
  readonly first: Uint32Array;
}

/** Up to this many pairs of numbers are looked up in an array; a map holds more. */
const TABLE_SIZE = 1 << 20;

/**
 * Numbers rows by their combination of values; a missing value is a value. All rows are one group for no columns.
 *
 * Every column divides the groups so far, and groups are numbered anew after each, so that no number exceeds the square of
 * the number of rows, however many columns there are. A row that is alone in its group is not looked at again: many columns
 * cost little more than the few that tell most rows apart.
 *
 * @param columns - Per column the value of every row of the table as a number from 0, or -1 where it is missing.
 * @param rows - Row numbers; positions of the result follow their order.
 */
export function numberRows(columns: readonly Int32Array[], rows: Uint32Array): NumberedRows {
  const codes = new Int32Array(rows.length);
  const undecided = rowNumbers(rows.length);
  let left = rows.length;
  // Undecided rows are numbered from `start`, up to `end`; whoever has a lower number is alone.
  let start = 0;
  let end = 1;
  for (const values of columns) {
    const width = largest(values) + 2;
    const pairs = (end - start) * width;
    if (columns.length === 1 && pairs <= TABLE_SIZE) return numberColumn(values, rows, pairs);
    const numberOf = pairNumbers(pairs);
    const sizes: number[] = [];
    for (let i = 0; i < left; i++) {
      const position = undecided[i]!;
      const number = numberOf((codes[position]! - start) * width + values[rows[position]!]! + 1);
      if (number === sizes.length) sizes.push(0);
      sizes[number]!++;
      codes[position] = end + number;
    }
    const before = left;
    left = 0;
    for (let i = 0; i < before; i++) {
      const position = undecided[i]!;
      if (sizes[codes[position]! - end]! > 1) undecided[left++] = position;
    }
    start = end;
    end += sizes.length;
  }
  return inOrderOfAppearance(codes, end);
}

/** The same for one column of few values, in one pass. */
function numberColumn(values: Int32Array, rows: Uint32Array, width: number): NumberedRows {
  const numbers = new Int32Array(width).fill(-1);
  const codes = new Int32Array(rows.length);
  const first: number[] = [];
  for (let position = 0; position < codes.length; position++) {
    const value = values[rows[position]!]! + 1;
    let number = numbers[value]!;
    if (number < 0) {
      number = first.push(position) - 1;
      numbers[value] = number;
    }
    codes[position] = number;
  }
  return { codes, first: Uint32Array.from(first) };
}

/** 0, 1, 2, … up to a length. */
export function rowNumbers(length: number): Uint32Array {
  const numbers = new Uint32Array(length);
  for (let row = 0; row < length; row++) numbers[row] = row;
  return numbers;
}

/** A function that numbers what it is given from 0, in the order in which it first is; all below `limit`. */
function pairNumbers(limit: number): (pair: number) => number {
  if (limit <= TABLE_SIZE) {
    const table = new Int32Array(limit).fill(-1);
    let count = 0;
    return (pair) => (table[pair]! >= 0 ? table[pair]! : (table[pair] = count++));
  }
  const map = new Map<number, number>();
  return (pair) => {
    const known = map.get(pair);
    if (known !== undefined) return known;
    map.set(pair, map.size);
    return map.size - 1;
  };
}

function inOrderOfAppearance(codes: Int32Array, groups: number): NumberedRows {
  const renumbered = new Int32Array(groups).fill(-1);
  const first: number[] = [];
  for (let position = 0; position < codes.length; position++) {
    const code = codes[position]!;
    if (renumbered[code]! < 0) renumbered[code] = first.push(position) - 1;
    codes[position] = renumbered[code]!;
  }
  return { codes, first: Uint32Array.from(first) };
}

function largest(values: Int32Array): number {
  let most = -1;
  for (const value of values) if (value > most) most = value;
  return most;
}
