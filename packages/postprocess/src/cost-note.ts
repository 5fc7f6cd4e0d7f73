import { takeRows } from "@fairline/arrow";
import { accuracy, confusion, selectionRate, sumConfusions } from "@fairline/metrics";
import type { Confusion } from "@fairline/metrics";
import { decide } from "@fairline/model";
import type { DecisionRule } from "@fairline/model";
import type { FitRows } from "./fit-rows.ts";

/** The counts of each group under the rule that a model has. */
export function countsUnder(rule: DecisionRule, fit: FitRows): Confusion[] {
  return fit.groups.map(({ members }) => {
    const taken = Float64Array.from(members, (row) => fit.scores[row]!);
    const decisions = decide(rule, taken, takeRows(fit.table, members));
    return confusion(
      Uint8Array.from(members, (row) => fit.labels[row]!),
      decisions,
      Float64Array.from(members, (row) => fit.weights[row]!),
    );
  });
}

/** One sentence: what a rule costs and whom it selects, beside the rule that the model had, on the validation rows with a group. */
export function costNote(before: readonly Confusion[], after: readonly Confusion[]): string {
  const [old, now] = [before, after].map((counts) => ({ counts: sumConfusions(counts) }));
  const pair = (of: typeof accuracy): string =>
    `${of.compute(old!).toFixed(4)} to ${of.compute(now!).toFixed(4)}`;
  return `beside the model's own rule: accuracy ${pair(accuracy)}, selection rate ${pair(selectionRate)} on validation rows`;
}
