import type { Cells } from "./confusion.ts";
import type { CellMetric, Rate, RatePhrase, ScoreMetric } from "./metric.ts";
import type { GroupSummary } from "./summary.ts";

/** What {@link rate} is declared by. */
type RateDeclaration = Omit<Rate, "scope" | "kind" | "unit" | "range" | "phrase" | "compute"> & {
  readonly phrase?: RatePhrase;
};

/** A share of rows: `of` some cells, `among` others. In [0, 1]; NaN without a denominator. */
export function rate({ phrase, ...declared }: RateDeclaration): Rate {
  const { of, among } = declared;
  return {
    ...declared,
    scope: "group",
    kind: "rate",
    unit: "rate",
    range: [0, 1],
    phrase,
    compute: ({ counts }) => of(counts) / among(counts),
  };
}

/** A number computed from the weights of the four cells. */
export function cellMetric({
  compute,
  ...declared
}: Omit<CellMetric, "scope" | "kind" | "compute"> & {
  readonly compute: (cells: Cells) => number;
}): CellMetric {
  return {
    ...declared,
    scope: "group",
    kind: "cells",
    compute: ({ counts }) => compute(counts),
  };
}

/** A number computed from scores and labels. */
export function scoreMetric({
  compute,
  ...declared
}: Omit<ScoreMetric, "scope" | "kind" | "compute"> & {
  readonly compute: (scores: GroupSummary["scores"]) => number;
}): ScoreMetric {
  return {
    ...declared,
    scope: "group",
    kind: "scores",
    compute: ({ scores }) => compute(scores),
  };
}
