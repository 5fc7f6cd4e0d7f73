/** A point of the plane that the front is found in. Undefined coordinates are NaN. */
export interface Outcome {
  readonly gap: number;
  readonly performance: number;
}

/** Which way each coordinate is better. */
export interface Directions {
  readonly gap: "higher" | "lower";
  readonly performance: "higher" | "lower";
}

/**
 * Tells for each outcome whether no other is at least as good in both coordinates and better in one.
 *
 * Equal outcomes do not dominate each other; one with an undefined coordinate is never on the front. Cost: quadratic in
 * the number of outcomes.
 *
 * @returns One per outcome, in order.
 */
export function nonDominated(outcomes: readonly Outcome[], better: Directions): readonly boolean[] {
  const gapSign = better.gap === "lower" ? 1 : -1;
  const performanceSign = better.performance === "lower" ? 1 : -1;
  const costs = outcomes.map(
    ({ gap, performance }) => [gap * gapSign, performance * performanceSign] as const,
  );
  return costs.map(
    ([gap, performance]) =>
      !Number.isNaN(gap + performance) &&
      !costs.some(
        ([otherGap, otherPerformance]) =>
          otherGap <= gap &&
          otherPerformance <= performance &&
          (otherGap < gap || otherPerformance < performance),
      ),
  );
}
