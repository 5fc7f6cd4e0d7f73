import type { ChanceSteps } from "@fairline/model";
import type { Share } from "./mixture-search.ts";

/**
 * A draw between thresholds as chances by score: a row is decided positive by every threshold that its score reaches.
 *
 * @param thresholds - By rule; descending in the order of rules.
 * @param shares - By rule, ascending; sum to 1.
 */
export function chancesOf(thresholds: ArrayLike<number>, shares: readonly Share[]): ChanceSteps {
  let below = 0;
  const steps = shares.toReversed().map(({ rule, share }) => {
    below += share;
    return { from: thresholds[rule]!, chance: below };
  });
  return steps.toReversed().map((step, i) => (i === 0 ? { ...step, chance: 1 } : step));
}
