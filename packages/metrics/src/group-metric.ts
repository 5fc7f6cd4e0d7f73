import { meanEstimate, rateEstimate } from "@fairline/numeric";
import type { Cells } from "./confusion.ts";
import type {
  CellMetric,
  Denominator,
  MeanMetric,
  Rate,
  RatePhrase,
  ScoreMetric,
} from "./metric.ts";
import { deltaCovariances, deltaEstimate } from "./statistics/delta.ts";
import { ALL_ROWS, effectiveRate } from "./statistics/evidence.ts";
import type { ScoreRows } from "./statistics/score-rows.ts";

/** What {@link rate} is declared by. */
type RateDeclaration = Omit<
  Rate,
  | "scope"
  | "kind"
  | "unit"
  | "range"
  | "phrase"
  | "compute"
  | "denominators"
  | "interval"
  | "estimate"
> & { readonly phrase?: RatePhrase };

/**
 * A share of rows: `of` some cells, `among` others. In [0, 1]; NaN without a denominator. Its interval is Wilson's as a rule, of
 * the effective rows of its denominator.
 */
export function rate({ phrase, ...declared }: RateDeclaration): Rate {
  const { of, among } = declared;
  return {
    ...declared,
    scope: "group",
    kind: "rate",
    unit: "rate",
    range: [0, 1],
    phrase,
    denominators: [among],
    interval: "Wilson's score interval",
    compute: ({ counts }) => of(counts) / among(counts),
    estimate: (group, method) => {
      const { successes, n } = effectiveRate(group, declared);
      return rateEstimate(successes, n, method);
    },
  };
}

/** What {@link cellMetric} is declared by. */
type CellDeclaration = Omit<
  CellMetric,
  "scope" | "kind" | "compute" | "interval" | "estimate" | "covariances"
> & {
  readonly compute: (cells: Cells) => number;
  /** With its `interval` in words; by the delta method if left out. */
  readonly estimate?: CellMetric["estimate"];
  readonly interval?: string;
};

/** A number computed from the weights of the four cells, which does not change with their unit. */
export function cellMetric({
  compute,
  estimate,
  interval,
  ...declared
}: CellDeclaration): CellMetric {
  return {
    ...declared,
    scope: "group",
    kind: "cells",
    interval: interval ?? "normal interval by the delta method",
    compute: ({ counts }) => compute(counts),
    estimate: estimate ?? ((group) => deltaEstimate(compute, group)),
    covariances: (groups, overall) => deltaCovariances(compute, groups, overall),
  };
}

/** A mean over rows of a value of score and label. NaN for no rows. */
export function meanMetric(
  declared: Omit<
    MeanMetric,
    "scope" | "kind" | "compute" | "denominators" | "interval" | "estimate" | "covariances"
  > & { readonly denominator?: Denominator },
): MeanMetric {
  const { denominator = ALL_ROWS, ...described } = declared;
  const {
    of,
    range: [low, high],
  } = described;
  const estimate: MeanMetric["estimate"] = ({ scores }) =>
    meanEstimate(scores.momentsOf(of), { low, high });
  return {
    ...described,
    scope: "group",
    kind: "mean",
    denominators: [denominator],
    interval: "Student's interval after Hall's transformation",
    compute: ({ scores }) => scores.meanOf(of),
    estimate,
    // The mean of all rows is that of the group's rows, times their share of the weight, and of others that it knows nothing of.
    covariances: (groups, overall) => {
      const { w } = overall.scores.momentsOf(of);
      const shares = groups.map(({ scores }) => scores.momentsOf(of).w / w);
      const own = groups.map((group) => {
        const { standardError } = estimate(group, "wilson");
        return standardError * standardError;
      });
      const shared = own.map((variance, g) => (shares[g] === 0 ? 0 : shares[g]! * variance));
      return {
        own,
        overall: shared.reduce(
          (sum, each, g) => (shares[g] === 0 ? sum : sum + shares[g]! * each),
          0,
        ),
        shared,
      };
    },
  };
}

/** A number computed from scores and labels; once for the same rows. */
export function scoreMetric({
  compute,
  ...declared
}: Omit<ScoreMetric, "scope" | "kind" | "compute"> & {
  readonly compute: (scores: ScoreRows) => number;
}): ScoreMetric {
  const known = new WeakMap<ScoreRows, number>();
  return {
    ...declared,
    scope: "group",
    kind: "scores",
    compute: ({ scores }) => {
      const value = known.get(scores) ?? compute(scores);
      known.set(scores, value);
      return value;
    },
  };
}
