import type { Table } from "@fairline/arrow";
import { rowParts } from "./by-group.ts";
import { rowDraws } from "./draw.ts";
import type { Draw } from "./draw.ts";

/** How one score becomes another. */
export type ScoreCurve =
  | { readonly kind: "identity" }
  /** The logistic function of `slope * logOdds + intercept`. Temperature scaling has intercept 0 and slope 1 / temperature. */
  | { readonly kind: "logistic"; readonly slope: number; readonly intercept: number }
  /** Straight lines between points, and their ends beyond them. */
  | {
      readonly kind: "piecewise";
      /** Ascending. */
      readonly scores: readonly number[];
      /** As many, ascending. */
      readonly values: readonly number[];
    }
  /** A share of the rows, by draw, gets one and the same score instead of its own. */
  | { readonly kind: "withheld"; readonly share: number; readonly score: number };

/** A map of scores to scores, fitted after training: one curve for everybody, or one for each group of a column. */
export interface ScoreMap {
  /** The column that says a row's group; null for one curve for everybody, which `otherwise` is. */
  readonly attribute: string | null;
  readonly curves: Readonly<Record<string, ScoreCurve>>;
  /** For rows whose group is missing or was not seen; null where they are refused. */
  readonly otherwise: ScoreCurve | null;
  /** For curves that withhold scores; null where none does. */
  readonly draw: Draw | null;
}

/** Scores are kept this far from 0 and 1 before log odds are taken: half the spacing of 32-bit floats below 1. */
export const LOWEST_SCORE: number = 2 ** -25;

/**
 * Maps scores.
 *
 * @param scores - Length n, in row order of `table`.
 * @param firstRow - Rows that came before this table, where a table comes in pieces.
 * @throws FairlineError `COLUMN_MISSING`, `VALUE_MISSING`, `VALUE_INVALID` as a decision rule by group.
 */
export function mapScores(
  { attribute, curves: groups, otherwise, draw }: ScoreMap,
  scores: Float64Array,
  table: Table,
  firstRow = 0,
): Float64Array {
  const curveOf =
    attribute === null
      ? () => otherwise!
      : rowParts(table, { attribute, groups, otherwise }, firstRow);
  const drawOf = draw === null ? () => 1 : rowDraws(draw, table, firstRow);
  return scores.map((score, row) => {
    const curve = curveOf(row);
    if (curve.kind !== "withheld") return curveAt(curve, score);
    return curve.share > 0 && drawOf(row) < curve.share ? curve.score : score;
  });
}

/** Every column that a map reads. */
export function scoreMapColumns({ attribute, draw }: ScoreMap): readonly string[] {
  return [attribute, draw?.by].filter((name) => typeof name === "string");
}

/** The log odds of a score, finite for 0 and 1 too. */
export function scoreLogOdds(score: number): number {
  const kept = Math.min(Math.max(score, LOWEST_SCORE), 1 - LOWEST_SCORE);
  return Math.log(kept / (1 - kept));
}

/** The value of a curve that draws nothing. */
export function curveAt(curve: Exclude<ScoreCurve, { kind: "withheld" }>, score: number): number {
  switch (curve.kind) {
    case "identity":
      return score;
    case "logistic":
      return 1 / (1 + Math.exp(-(curve.slope * scoreLogOdds(score) + curve.intercept)));
    case "piecewise":
      return interpolated(curve, score);
  }
}

function interpolated(
  { scores, values }: { readonly scores: readonly number[]; readonly values: readonly number[] },
  score: number,
): number {
  const after = scores.findIndex((each) => each >= score);
  if (after < 0) return values.at(-1)!;
  if (after === 0 || scores[after] === score) return values[after]!;
  const [x0, x1, y0, y1] = [scores[after - 1]!, scores[after]!, values[after - 1]!, values[after]!];
  return y0 + ((y1 - y0) * (score - x0)) / (x1 - x0);
}
