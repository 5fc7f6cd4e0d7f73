import type { Random } from "@fairline/numeric";
import type { GrowthMemory } from "./growth/memory.ts";
import type { Plan } from "./plan.ts";

/** Which rows trees grow on. */
export interface Bag {
  /** Rows that weigh something. */
  readonly rows: Uint32Array;
  /** Where rows are drawn to. */
  readonly drawn: Uint32Array;
  /** Where rows go that no tree of the round grows on: first those of weight 0. */
  readonly left: Uint32Array;
}

/** Finds the rows that weigh something. The others stay left out of all rounds. */
export function openBag({ rows, weights, others }: GrowthMemory): Bag {
  // The first of the others are the rows that trees leave out.
  const left = others[0]!.wanted;
  const all = Uint32Array.from({ length: rows }, (_, row) => row);
  const weighing = weights.length === 0 ? all : all.filter((row) => weights[row]! > 0);
  if (weights.length > 0) left.set(all.filter((row) => weights[row] === 0));
  return { rows: weighing, drawn: new Uint32Array(weighing.length), left };
}

/** Rows of a round. */
export interface RoundRows {
  readonly drawn: Uint32Array;
  readonly left: Uint32Array;
}

/** Draws the rows of a round, from a stream of its own. */
export function drawRows(
  { rows, drawn, left }: Bag,
  { parameters, random }: Plan,
  round: number,
): RoundRows {
  const weightless = left.length - rows.length;
  const count = countOf(parameters.rowFraction, rows.length);
  if (random === undefined || count === rows.length) {
    return { drawn: rows, left: left.subarray(0, weightless) };
  }
  const into = { drawn: drawn.subarray(0, count), left: left.subarray(weightless) };
  sampleRows(random.stream(`rows ${String(round)}`), rows, into);
  return { drawn: into.drawn, left: left.subarray(0, left.length - count) };
}

/** Draws the columns of a tree, ascending, from a stream of the tree's own name. */
export function drawColumns(columns: number, { parameters, random }: Plan, tree: string): number[] {
  const all = Array.from({ length: columns }, (_, position) => position);
  const count = countOf(parameters.featureFraction, columns);
  if (random === undefined || count === columns) return all;
  return Array.from(random.stream(`columns ${tree}`).permutation(columns).subarray(0, count)).sort(
    (a, b) => a - b,
  );
}

/** How many of `all` things a share of them is: at least one, but for none. */
function countOf(share: number, all: number): number {
  return Math.min(all, Math.max(1, Math.round(share * all)));
}

/**
 * Fills `into.drawn` with rows drawn without replacement, each subset equally likely, and `into.left` with the others. Both
 * keep the order of the rows.
 *
 * @see Knuth, "The Art of Computer Programming", volume 2, 3rd edition 1997, section 3.4.2, algorithm S
 */
function sampleRows(random: Random, rows: Uint32Array, into: RoundRows): void {
  let drawn = 0;
  for (let i = 0; i < rows.length; i++) {
    const isDrawn = random.uniform() * (rows.length - i) < into.drawn.length - drawn;
    if (isDrawn) into.drawn[drawn++] = rows[i]!;
    else into.left[i - drawn] = rows[i]!;
  }
}
