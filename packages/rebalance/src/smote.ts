import type { NeighbourIndex, Random } from "@fairline/numeric";
import { apportion } from "./class-sizes.ts";

/** Rows to be made between rows of one class; positions are those of the class's rows. */
export interface Interpolations {
  /** The row that each new one starts from. */
  readonly bases: Uint32Array;
  /** The neighbour that it lies on the way to. */
  readonly others: Uint32Array;
  /** How far on that way, in [0, 1). */
  readonly steps: Float64Array;
}

/** Which rows new ones start from. */
export type SmoteMethod = "smote" | "borderline" | "adasyn";

/**
 * How many new rows start from each row of a class.
 *
 * `smote`: drawn with replacement, each row equally likely. `borderline`: so too, among the rows of which at least half of the neighbours are rivals,
 * but not all. `adasyn`: in proportion to the share of rivals among the neighbours, with no draw.
 *
 * @param rivals - Of each row the share of rivals, rows of another class, among its neighbours; not read by `smote`.
 * @param count - New rows in all.
 * @returns One count per row; all 0 where `borderline` or `adasyn` find no row to start from.
 * @see Chawla et al. (2002), section 4.2; Han et al. (2005), section 3, borderline-SMOTE1; He et al. (2008), algorithm ADASYN
 */
export function baseCounts(
  method: SmoteMethod,
  { rivals, count }: { readonly rivals: Float64Array; readonly count: number },
  random: Random,
): Uint32Array {
  const counts = new Uint32Array(rivals.length);
  if (method === "adasyn") {
    if (rivals.every((share) => share === 0)) return counts;
    return Uint32Array.from(apportion(count, rivals));
  }
  const bases = Uint32Array.from(rivals.keys()).filter(
    (row) => method === "smote" || (rivals[row]! >= 0.5 && rivals[row]! < 1),
  );
  if (bases.length === 0) return counts;
  for (let draw = 0; draw < count; draw++) counts[bases[random.integer(bases.length)]!]! += 1;
  return counts;
}

/**
 * The share of rivals among the k nearest rows of every row of a class.
 *
 * @param index - Of rows of all classes.
 * @param members - The class's rows, as points of the index.
 * @param classOf - Per point of the index.
 */
export function rivalShares(
  index: NeighbourIndex,
  { members, classOf }: { readonly members: Uint32Array; readonly classOf: Int32Array },
  k: number,
): Float64Array {
  return Float64Array.from(members, (point) => {
    const { points } = index.ofPoint(point, k);
    const rivals = points.filter((other) => classOf[other] !== classOf[point]);
    return points.length === 0 ? 0 : rivals.length / points.length;
  });
}

/**
 * Draws new rows: each starts from a row and lies a random part of the way to one of its k nearest neighbours in its class, each equally likely.
 *
 * @param index - Of the class's rows: at least two.
 * @param counts - New rows from each row.
 * @see Chawla et al. (2002), section 4.2
 */
export function drawInterpolations(
  index: NeighbourIndex,
  { counts, k }: { readonly counts: Uint32Array; readonly k: number },
  random: Random,
): Interpolations {
  const total = counts.reduce((a, b) => a + b, 0);
  const bases = new Uint32Array(total);
  const others = new Uint32Array(total);
  const steps = new Float64Array(total);
  let next = 0;
  for (let row = 0; row < counts.length; row++) {
    if (counts[row] === 0) continue;
    const { points } = index.ofPoint(row, k);
    for (let copy = 0; copy < counts[row]!; copy++, next++) {
      bases[next] = row;
      others[next] = points[random.integer(points.length)]!;
      steps[next] = random.uniform();
    }
  }
  return { bases, others, steps };
}

/**
 * The category of a new row: the commonest among the k nearest neighbours of the row it starts from; of equally common ones that row's own, else
 * that of the nearest.
 *
 * @param own - Code of the row it starts from.
 * @param codes - Codes of the neighbours, nearest first; at least one.
 * @see Chawla et al. (2002), section 6.1
 */
export function commonestCode(own: number, codes: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  const most = Math.max(...counts.values());
  if (counts.get(own) === most) return own;
  return codes.find((code) => counts.get(code) === most)!;
}
