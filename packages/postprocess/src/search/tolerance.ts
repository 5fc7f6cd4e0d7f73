/** How far the figures of groups may lie apart. */
export type Tolerance =
  /** Largest less smallest, at most. */
  | { readonly kind: "difference"; readonly most: number }
  /** Smallest over largest, at least: .8 is the four-fifths rule. For figures of at least 0. */
  | { readonly kind: "ratio"; readonly least: number };

/** Figures are sums of weights divided; what is equal on paper may differ by this much. */
export const ROUNDING = 1e-12;

/** The greatest figure that is near enough to the smallest one. */
export function highestFigure(tolerance: Tolerance, lowest: number): number {
  switch (tolerance.kind) {
    case "difference":
      return lowest + tolerance.most + ROUNDING;
    case "ratio":
      // Where nothing is asked, a figure of 0 does not bind the others either.
      return tolerance.least === 0 ? Infinity : lowest / tolerance.least + ROUNDING;
  }
}

/** How far some figures lie apart: largest less smallest, or 1 less smallest over largest, which is 0 where all are 0. */
export function gapBetween(figures: readonly number[], { kind }: Pick<Tolerance, "kind">): number {
  const largest = Math.max(...figures);
  const smallest = Math.min(...figures);
  if (kind === "difference") return largest - smallest;
  return largest === 0 ? 0 : 1 - smallest / largest;
}

/** The tolerance of a kind that a gap just meets. */
export function toleranceOf(kind: Tolerance["kind"], gap: number): Tolerance {
  return kind === "difference" ? { kind, most: gap } : { kind, least: 1 - gap };
}

/** The tolerance of a kind that every gap meets. */
export function anyGap(kind: Tolerance["kind"]): Tolerance {
  return kind === "difference" ? { kind, most: Infinity } : { kind, least: 0 };
}
