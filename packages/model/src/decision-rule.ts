import type { Table } from "@fairline/arrow";
import { rowParts } from "./by-group.ts";
import { rowDraws } from "./draw.ts";

/** A chance of a positive decision that changes with the score. */
export type ChanceSteps = readonly {
  /** Lowest score of the step. */
  readonly from: number;
  /** In [0, 1]. */
  readonly chance: number;
}[];

/** How scores become decisions. A score at or above the threshold is a positive decision. */
export type DecisionRule =
  /** One threshold for everybody, in [0, 1]. */
  | { readonly kind: "threshold"; readonly threshold: number }
  /** A threshold for each group of one column, and one for rows of any other group or of none. */
  | {
      readonly kind: "group-thresholds";
      /** The column that says a row's group. */
      readonly attribute: string;
      /** By group. A threshold above 1 decides nobody positive. */
      readonly thresholds: Readonly<Record<string, number>>;
      /** For rows whose group is missing or was not seen when the rule was fitted; null where they are refused. */
      readonly otherwise: number | null;
    }
  /** Chances for each group of one column: a row is decided positive where its draw is below its chance. */
  | {
      readonly kind: "group-chances";
      readonly attribute: string;
      /** By group. Steps descend; below the last one the chance is 0. */
      readonly chances: Readonly<Record<string, ChanceSteps>>;
      /** As for thresholds. */
      readonly otherwise: ChanceSteps | null;
      /** As `Draw` has it; written out, so that a rule is JSON by its type. */
      readonly draw: { readonly seed: string; readonly by: string | null };
    };

/**
 * Applies a decision rule.
 *
 * @param scores - Length n, in row order of `table`.
 * @param table - Read only for the columns that a rule by group names; numbers there are groups as written.
 * @param firstRow - Rows that came before this table, where a table comes in pieces.
 * @returns Length n: 1 where the score reaches the row's threshold, or the draw its chance, else 0.
 * @throws FairlineError `COLUMN_MISSING` if a column of the rule is not in the table; `VALUE_MISSING` and `VALUE_INVALID` for
 *   rows that the rule refuses.
 */
export function decide(
  rule: DecisionRule,
  scores: ArrayLike<number>,
  table: Table,
  firstRow = 0,
): Uint8Array {
  switch (rule.kind) {
    case "threshold":
      return Uint8Array.from(scores, (score) => (score >= rule.threshold ? 1 : 0));
    case "group-thresholds": {
      const { attribute, thresholds: groups, otherwise } = rule;
      const thresholdOf = rowParts(table, { attribute, groups, otherwise }, firstRow);
      return Uint8Array.from(scores, (score, row) => (score >= thresholdOf(row) ? 1 : 0));
    }
    case "group-chances": {
      const { attribute, chances: groups, otherwise } = rule;
      const stepsOf = rowParts(table, { attribute, groups, otherwise }, firstRow);
      const drawOf = rowDraws(rule.draw, table, firstRow);
      return Uint8Array.from(scores, (score, row) => {
        const chance = chanceAt(stepsOf(row), score);
        // A draw takes time, and most rows need none.
        return chance === 1 || (chance > 0 && drawOf(row) < chance) ? 1 : 0;
      });
    }
  }
}

/** The chance of a positive decision at a score. */
export function chanceAt(steps: ChanceSteps, score: number): number {
  return steps.find(({ from }) => score >= from)?.chance ?? 0;
}

/** Every column that a rule reads; none for one threshold. */
export function ruleColumns(rule: DecisionRule): readonly string[] {
  switch (rule.kind) {
    case "threshold":
      return [];
    case "group-thresholds":
      return [rule.attribute];
    case "group-chances":
      return [rule.attribute, ...(rule.draw.by === null ? [] : [rule.draw.by])];
  }
}
