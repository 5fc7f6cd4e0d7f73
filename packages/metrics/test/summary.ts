import { NO_SCORES } from "@fairline/metrics";
import type { Confusion, GroupStatistics } from "@fairline/metrics";

/** A group of rows that all weigh 1, or whose weights are taken for rows, of which no scores are known. */
export function summaryOf(counts: Confusion): GroupStatistics {
  return { counts, rows: counts, squares: counts, scores: NO_SCORES };
}
