import { accuracy } from "@fairline/metrics";
import type { MetricNeed, Statistics } from "@fairline/metrics";
import type { Figure } from "./figures.ts";
import type { Grouping } from "./sample.ts";

/** Something that makes figures of some rows say little. */
export interface Degeneracy {
  /** What it is, as a clause: "every row has the same decision". */
  readonly clause: string;
  /** The figures it is said of. */
  readonly affects: (figure: Figure, grouping: Grouping) => boolean;
}

/** A score that more than this share of the rows have decides them all alike. */
const MOST_TIED = 0.5;

/**
 * What makes the figures of some rows say little: one decision for everybody, one score for everybody or for most, and an accuracy
 * that deciding the same for everybody would reach.
 *
 * @param known - What is known of the rows.
 */
export function degeneracies(
  { overall }: Statistics,
  known: ReadonlySet<MetricNeed>,
): Degeneracy[] {
  const found: (Degeneracy | undefined)[] = [];
  const same = known.has("prediction") ? sameDecision(overall) : undefined;
  found.push(same);
  if (known.has("score")) found.push(tiedScores(overall));
  // One decision for everybody is right as often as the label that it decides for is frequent.
  const isJudged = known.has("prediction") && known.has("label");
  if (same === undefined && isJudged) found.push(poorAccuracy(overall));
  return found.filter((each) => each !== undefined);
}

type Rows = Statistics["overall"];

function sameDecision({ rows }: Rows): Degeneracy | undefined {
  const [selected, rejected] = [rows.tp + rows.fp, rows.tn + rows.fn];
  if (selected + rejected === 0 || (selected > 0 && rejected > 0)) return undefined;
  return {
    clause: `every row has the same decision: ${selected > 0 ? "everybody" : "nobody"} is selected`,
    affects: ({ metric }) => metric.needs.includes("prediction"),
  };
}

function tiedScores({ scores: { score } }: Rows): Degeneracy | undefined {
  const { length } = score;
  if (length < 2) return undefined;
  const affects = ({ metric }: Figure): boolean => metric.needs.includes("score");
  if (score[0] === score[length - 1]) {
    return { clause: `every row has the same score, ${String(score[0])}`, affects };
  }
  // Sorted: a score of more than half of the rows is that in the middle.
  const middle = score[length >>> 1]!;
  const share = (score.lastIndexOf(middle) - score.indexOf(middle) + 1) / length;
  if (share <= MOST_TIED) return undefined;
  return {
    clause: `${percent(share)} of the rows have the same score, ${String(middle)}`,
    affects,
  };
}

function poorAccuracy({ counts: { tp, fp, tn, fn } }: Rows): Degeneracy | undefined {
  const total = tp + fp + tn + fn;
  const share = (tp + tn) / total;
  const base = (tp + fn) / total;
  const majority = Math.max(base, 1 - base);
  if (!(share <= majority)) return undefined;
  return {
    clause: `its accuracy of ${percent(share)} is not above the ${percent(majority)} of deciding the more frequent label for every row`,
    affects: ({ metric }, { attribute }) => metric === accuracy && attribute === null,
  };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
