/** Bits of a digit: as many as keep the buckets of one pass in the first level of a processor's cache. */
const DIGIT = 11;
const BUCKETS = 1 << DIGIT;
/** Digits of a double, from the lowest: in which half, where in it, and how wide. */
const DIGITS: readonly Digit[] = [
  { half: 0, shift: 0, mask: 2047 },
  { half: 0, shift: 11, mask: 2047 },
  { half: 0, shift: 22, mask: 1023 },
  { half: 1, shift: 0, mask: 2047 },
  { half: 1, shift: 11, mask: 2047 },
  { half: 1, shift: 22, mask: 1023 },
];

interface Digit {
  readonly half: 0 | 1;
  readonly shift: number;
  readonly mask: number;
}

/** Positions with the two halves of their values, which travel with them: memory is then read in order. */
interface Keyed {
  readonly halves: readonly [low: Uint32Array, high: Uint32Array];
  readonly position: Uint32Array;
}

/**
 * Positions by ascending value; equal values keep the order that they had. Linear in the values: 10 million take about a second.
 *
 * @param values - At least 0, without NaN; -0 is 0.
 * @param before - Positions in the order that equal values keep; 0, 1, 2, … if left out. Not changed.
 */
export function stableOrder(values: Float64Array, before?: Uint32Array): Uint32Array {
  let from = keyed(values, before);
  let to = emptyKeyed(values.length);
  for (const digit of DIGITS) {
    if (sortDigit(from, to, digit)) [from, to] = [to, from];
  }
  return from.position;
}

function emptyKeyed(length: number): Keyed {
  return {
    halves: [new Uint32Array(length), new Uint32Array(length)],
    position: new Uint32Array(length),
  };
}

function keyed(values: Float64Array, before: Uint32Array | undefined): Keyed {
  const rows = emptyKeyed(values.length);
  const {
    halves: [low, high],
    position,
  } = rows;
  const double = new Float64Array(1);
  const bits = new Uint32Array(double.buffer);
  for (let i = 0; i < position.length; i++) {
    const at = before === undefined ? i : before[i]!;
    position[i] = at;
    double[0] = values[at]! + 0;
    low[i] = bits[0]!;
    high[i] = bits[1]!;
  }
  return rows;
}

/** Sorts by one digit; false, with nothing done, where all have the same. */
function sortDigit(from: Keyed, to: Keyed, { half, shift, mask }: Digit): boolean {
  const key = from.halves[half];
  const { length } = key;
  const starts = new Uint32Array(BUCKETS);
  for (let i = 0; i < length; i++) starts[(key[i]! >>> shift) & mask]! += 1;
  let total = 0;
  for (let bucket = 0; bucket <= mask; bucket++) {
    const size = starts[bucket]!;
    if (size > 0 && size === length) return false;
    starts[bucket] = total;
    total += size;
  }
  const [low, high, position] = [from.halves[0], from.halves[1], from.position];
  const [toLow, toHigh, toPosition] = [to.halves[0], to.halves[1], to.position];
  for (let i = 0; i < length; i++) {
    const bucket = (key[i]! >>> shift) & mask;
    const place = starts[bucket]!;
    starts[bucket] = place + 1;
    toLow[place] = low[i]!;
    toHigh[place] = high[i]!;
    toPosition[place] = position[i]!;
  }
  return true;
}
