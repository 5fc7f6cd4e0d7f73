import type { Random } from "@fairline/numeric";
import { chooseShare } from "./added-rows.ts";

/** Counterparts of rows: what to copy, and what group to put the copy in. */
export interface Counterparts {
  /** Position of the row that each counterpart copies, ascending; a row with several comes several times in a row. */
  readonly origins: Uint32Array;
  /** The group of each counterpart. */
  readonly groups: Int32Array;
}

/** How many counterparts, and of whom. */
export interface CounterpartChoice {
  /** `each`: one in every other group. `random`: one in another group, each equally likely. */
  readonly to: "each" | "random";
  /** Share of the rows with a group that get counterparts, in (0, 1]. */
  readonly share: number;
}

/**
 * Chooses counterparts of rows: copies that belong to another group.
 *
 * With two groups, both ways of `to` flip the group. A share of m rows is `round(share * m)` of them, every subset
 * equally likely.
 *
 * @param codes - Group of each row, in [0, groups), or -1 for a row without one, which gets no counterpart; length n.
 * @param groups - Number of groups, at least 2.
 * @see Lu et al. (2020), who call this counterfactual data augmentation
 */
export function counterparts(
  codes: Int32Array,
  groups: number,
  { to, share }: CounterpartChoice,
  random: Random,
): Counterparts {
  const known = Uint32Array.from(codes.keys()).filter((row) => codes[row]! >= 0);
  const chosen = chooseShare(known, share, random.stream("rows"));
  const draws = random.stream("groups");
  const origins: number[] = [];
  const others: number[] = [];
  for (const row of chosen) {
    const own = codes[row]!;
    // Counted from the row's own group on, the others are 1, 2, … groups - 1.
    const steps =
      to === "random"
        ? [1 + draws.integer(groups - 1)]
        : Array.from({ length: groups - 1 }, (_, i) => i + 1);
    for (const group of steps.map((step) => (own + step) % groups).sort((a, b) => a - b)) {
      origins.push(row);
      others.push(group);
    }
  }
  return { origins: Uint32Array.from(origins), groups: Int32Array.from(others) };
}

/**
 * Divides the weight of every row with counterparts evenly among the row and its counterparts.
 *
 * @param weights - Of every row; length n.
 * @param origins - Row of each counterpart.
 * @returns Length n: the row's part, which is its counterparts' part too. The weight of all, rows and counterparts, is
 *   that of the rows before.
 */
export function sharedWeights(weights: Float64Array, origins: Uint32Array): Float64Array {
  const parts = new Uint32Array(weights.length).fill(1);
  for (const row of origins) parts[row]! += 1;
  return weights.map((weight, row) => weight / parts[row]!);
}
