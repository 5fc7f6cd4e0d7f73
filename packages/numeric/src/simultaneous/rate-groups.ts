/** The rates of the groups of a grouping, by columns of equal length. */
export interface RateGroups {
  /** Successes of each group, in [0, n]. With weights: the rate times the effective number. */
  readonly successes: ArrayLike<number>;
  /** Trials of each group, or their effective number; a group with 0 has no rate and is left out. */
  readonly n: ArrayLike<number>;
  /** What each group weighs in the rate over all groups; `n` if left out. With weights: their sum. */
  readonly weight?: ArrayLike<number>;
}

/** Groups that have a rate. */
export interface DefinedRates {
  readonly share: Float64Array;
  readonly n: Float64Array;
  readonly weight: Float64Array;
}

/**
 * Leaves out the groups without a rate.
 *
 * @throws RangeError if the columns differ in length or a count is outside its range.
 */
export function definedRates({ successes, n, weight = n }: RateGroups): DefinedRates {
  if (successes.length !== n.length || weight.length !== n.length) {
    throw new RangeError("successes, n and weight must have one value for each group");
  }
  const groups = Array.from(n, (_, g) => g).filter((g) => n[g]! > 0);
  for (const g of groups) {
    if (!(successes[g]! >= 0 && successes[g]! <= n[g]! && n[g]! >= 1 && weight[g]! > 0)) {
      throw new RangeError(
        `group ${String(g)} has ${String(successes[g])} successes of ${String(n[g])}`,
      );
    }
  }
  return {
    share: Float64Array.from(groups, (g) => successes[g]! / n[g]!),
    n: Float64Array.from(groups, (g) => n[g]!),
    weight: Float64Array.from(groups, (g) => weight[g]!),
  };
}

/** One group and all others together, as two groups. */
export interface Against {
  readonly p: number;
  readonly m: number;
  readonly q: number;
  readonly n: number;
  /** What the group weighs of all groups. */
  readonly weight: number;
}

/**
 * Each group beside all others. Those are one binomial group: their rate is weighted, and their effective number is
 * Kish's for the weights of the groups.
 */
export function againstOthers({ share, n, weight }: DefinedRates): Against[] {
  let [all, successes, squares] = [0, 0, 0];
  for (let g = 0; g < share.length; g++) {
    all += weight[g]!;
    successes += weight[g]! * share[g]!;
    squares += (weight[g]! * weight[g]!) / n[g]!;
  }
  return Array.from(share, (p, g) => {
    const others = all - weight[g]!;
    const rate = (successes - weight[g]! * p) / others;
    return {
      p,
      m: n[g]!,
      q: Math.min(1, Math.max(0, rate)),
      n: (others * others) / (squares - (weight[g]! * weight[g]!) / n[g]!),
      weight: weight[g]! / all,
    };
  });
}
