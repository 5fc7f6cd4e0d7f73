import { readFileSync } from "node:fs";
import { confusion, findMetric, groupFigures, sumConfusions } from "@fairline/metrics";
import type { Convention, GroupStatistics } from "@fairline/metrics";
import { summaryOf } from "./summary.ts";

/** Figures by name; null stands for NaN, which JSON cannot say. */
export type Figures = Readonly<Record<string, number | null>>;

/** What the golden file holds for one set of labels and predictions. */
export interface GoldenCase {
  readonly overall: Figures;
  readonly by_group: Readonly<Record<string, Figures>>;
  readonly difference_between_groups: Figures;
  readonly difference_to_overall: Figures;
  readonly ratio_between_groups: Figures;
  readonly ratio_to_overall: Figures;
  readonly derived: Figures;
}

/** One census or credit data set: dataset-level figures. */
type GoldenDataset = Figures & { readonly base_rate: number };

/** The whole golden file, computed by an independent program from the published definitions. */
export interface Golden {
  readonly fairlearn_doc18: {
    readonly y_true: readonly number[];
    readonly y_pred: readonly number[];
    readonly sensitive: readonly string[];
    readonly result: GoldenCase;
  };
  readonly fairlearn_doc18_weighted: {
    readonly sample_weight: readonly number[];
    readonly result: GoldenCase;
  };
  readonly adult_all_48842: GoldenDataset;
  readonly adult_complete_45222: GoldenDataset;
  readonly german: {
    readonly base_rate: number;
    readonly age_gt25: Figures;
    readonly sex_male: Figures;
  };
  readonly edge: {
    readonly group_without_positives: GoldenCase;
    readonly all_zero_pred: GoldenCase;
  };
}

// The interface above describes this file.
export const golden = JSON.parse(
  readFileSync(new URL("golden.json", import.meta.url), "utf8"),
) as Golden;

/** Our names for those of the golden file. */
const RATES = {
  selection_rate: "selection_rate",
  tpr: "true_positive_rate",
  fnr: "false_negative_rate",
  fpr: "false_positive_rate",
  tnr: "true_negative_rate",
  accuracy: "accuracy",
} as const;

const DERIVED = {
  demographic_parity_difference: "demographic_parity_difference",
  demographic_parity_difference_to_overall: "demographic_parity_difference_to_overall",
  demographic_parity_ratio: "demographic_parity_ratio",
  demographic_parity_ratio_to_overall: "demographic_parity_ratio_to_overall",
  equal_opportunity_difference: "equal_opportunity_difference",
  equal_opportunity_ratio: "equal_opportunity_ratio",
  equalized_odds_difference_worst_case: "equalized_odds_difference",
  equalized_odds_difference_mean: "equalized_odds_difference_mean",
  equalized_odds_difference_worst_case_to_overall: "equalized_odds_difference_to_overall",
  equalized_odds_difference_mean_to_overall: "equalized_odds_difference_mean_to_overall",
  equalized_odds_ratio_worst_case: "equalized_odds_ratio",
  equalized_odds_ratio_mean: "equalized_odds_ratio_mean",
  equalized_odds_ratio_worst_case_to_overall: "equalized_odds_ratio_to_overall",
} as const;

/** Labels, predictions and groups, row by row. */
export interface Rows {
  readonly y: readonly number[];
  readonly prediction: readonly number[];
  readonly group: readonly string[];
  readonly weight?: readonly number[];
}

/** All figures of the golden file for some rows, by the metrics of this package. */
export function figuresOf(rows: Rows, convention: Convention): GoldenCase {
  const names = [...new Set(rows.group)].sort();
  const counts = names.map((name) =>
    confusion(
      rows.y,
      rows.prediction,
      rows.weight,
      rows.group.flatMap((group, row) => (group === name ? [row] : [])),
    ),
  );
  const all = summaryOf(sumConfusions(counts));
  const groups = groupFigures({ groups: counts.map(summaryOf), overall: all });
  const metric = (name: string) =>
    findMetric(convention === "fairline" ? name : `fairlearn:${name}`)!;
  const between = (name: string): number => {
    const found = metric(name);
    return found.scope === "group" ? Number.NaN : found.compute(groups);
  };
  const figures = (group: GroupStatistics): Record<string, number> => ({
    ...ofNames(RATES, (name) => {
      const found = metric(name);
      return found.scope === "group" ? found.compute(group) : Number.NaN;
    }),
    count: group.counts.n,
  });
  const compared = (ending: string): Record<string, number> =>
    ofNames(RATES, (name) => between(`${name}_${ending}`));
  return {
    overall: figures(all),
    by_group: Object.fromEntries(names.map((name, g) => [name, figures(groups.groups[g]!)])),
    difference_between_groups: compared("difference"),
    difference_to_overall: compared("difference_to_overall"),
    ratio_between_groups: compared("ratio"),
    ratio_to_overall: compared("ratio_to_overall"),
    derived: ofNames(DERIVED, between),
  };
}

function ofNames(
  names: Readonly<Record<string, string>>,
  figure: (name: string) => number,
): Record<string, number> {
  return Object.fromEntries(Object.entries(names).map(([theirs, ours]) => [theirs, figure(ours)]));
}
