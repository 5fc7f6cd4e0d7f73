import { FairlineError, nameHint, type MetricRow } from "@fairline/core";
import type { ReportOptions } from "../report-params.ts";
import { groupBy } from "./group-by.ts";
import type { Comparands } from "./gap-groups.ts";

/** The gap of a report that does not choose one: of decisions, or of labels where there are no decisions. */
const DEFAULT_GAPS: readonly string[] = ["demographic_parity_difference", "base_rate_difference"];

/** The columns of the tables by group, where the user does not choose them. */
const DEFAULT_GROUP_METRICS: readonly string[] = [
  "base_rate",
  "selection_rate",
  "accuracy",
  "true_positive_rate",
  "false_positive_rate",
  "positive_predictive_value",
];

/** What a report shows: the options checked against the metrics that there are. */
export interface Selection {
  readonly split: string;
  /** Over all rows, as `sex`. */
  readonly attributes: readonly string[];
  /** Within strata, in the order of the rows: `sex` within department A. */
  readonly strata: readonly Comparands[];
  readonly gap: string;
  /** Undefined where none was chosen and there is no accuracy, as for decisions without labels. */
  readonly performance: string | undefined;
  readonly groupMetrics: readonly string[];
}

/**
 * Checks the user's choice against the metrics.
 *
 * The split is `test` where there is one, else `all`, else that of the first row.
 *
 * @throws FairlineError `ROWS_EMPTY` for metrics without rows; `PARAM_INVALID` for a name that no row has.
 */
export function selectContent(rows: readonly MetricRow[], options: ReportOptions): Selection {
  const [first] = rows;
  if (first === undefined) {
    throw new FairlineError("ROWS_EMPTY", "the metrics of the report have no rows", {
      hint: "Give the report the metrics of an evaluate stage.",
    });
  }
  const splits = new Set(rows.map(({ split }) => split));
  const split = ["test", "all"].find((name) => splits.has(name)) ?? first.split;
  const shown = rows.filter((row) => row.split === split);
  const attributes = attributesOf(shown.filter(({ within }) => within === null));
  const ofGroups = namesOf(shown.filter((row) => row.group !== null));
  for (const name of options.attributes ?? []) check("attributes", name, attributes, "attributes");
  for (const name of options.groupMetrics ?? []) {
    check("group-metrics", name, ofGroups, "metrics of groups");
  }
  return {
    split,
    attributes: options.attributes ?? attributes,
    strata: strataOf(shown),
    gap: selectGap(shown, options.gap),
    performance: selectPerformance(shown, options.performance),
    groupMetrics:
      options.groupMetrics ?? DEFAULT_GROUP_METRICS.filter((name) => ofGroups.includes(name)),
  };
}

function selectGap(rows: readonly MetricRow[], chosen: string | undefined): string {
  const valid = namesOf(rows.filter((row) => row.attribute !== null && row.group === null));
  const gap = chosen ?? DEFAULT_GAPS.find((name) => valid.includes(name)) ?? DEFAULT_GAPS[0]!;
  check("gap", gap, valid, "metrics between groups");
  return gap;
}

function selectPerformance(
  rows: readonly MetricRow[],
  chosen: string | undefined,
): string | undefined {
  const valid = namesOf(rows.filter((row) => row.attribute === null));
  if (chosen !== undefined) check("performance", chosen, valid, "overall metrics");
  return chosen ?? valid.find((name) => name === "accuracy");
}

function check(param: string, name: string, valid: readonly string[], what: string): void {
  if (valid.includes(name)) return;
  throw new FairlineError(
    "PARAM_INVALID",
    `parameter "${param}" names "${name}", which the metrics do not have`,
    { hint: nameHint(name, valid, what) },
  );
}

function attributesOf(rows: readonly MetricRow[]): readonly string[] {
  return [...new Set(rows.map(({ attribute }) => attribute))].filter((name) => name !== null);
}

function strataOf(rows: readonly MetricRow[]): readonly Comparands[] {
  const strata = rows.filter(({ within }) => within !== null);
  const byName = groupBy(strata, ({ attribute, within }) =>
    JSON.stringify([attribute, within?.column, within?.value]),
  );
  return [...byName.values()].map(([{ attribute, within }]) => ({ attribute, within }));
}

function namesOf(rows: readonly MetricRow[]): readonly string[] {
  return [...new Set(rows.map(({ metric }) => metric))];
}
