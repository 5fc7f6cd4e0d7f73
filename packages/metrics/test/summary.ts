import type { Confusion, GroupSummary } from "@fairline/metrics";

/** A group of which no scores are known. */
export function summaryOf(counts: Confusion): GroupSummary {
  return { counts, scores: { auc: Number.NaN, logLoss: Number.NaN, brier: Number.NaN } };
}
