import type { BetweenRow } from "../all-figures/model.ts";
import { metricWords } from "../../format/metric-words.ts";
import type { AttributeView } from "../attribute-view.ts";

/** What a metric in the report means. */
export interface Definition {
  readonly metric: string;
  readonly label: string;
  readonly definition: string;
  readonly source: string | undefined;
}

/** Defines the metrics of a report that Fairline knows, those of the charts and of the tables by group first. */
export function definitionsOf(
  attributes: readonly AttributeView[],
  chosen: readonly string[],
): readonly Definition[] {
  const shown = attributes.flatMap(({ gaps, settings }) => [
    ...gaps.rows.map(({ figure }) => figure.metric),
    ...settings.flatMap(({ groups }) => groups.columns.map(({ metric }) => metric)),
  ]);
  const compared = attributes.flatMap(({ settings }) =>
    settings.flatMap(({ between }) => [
      ...between.rows.map(definedMetric),
      ...between.others.map(({ metric }) => metric),
    ]),
  );
  return [...new Set([...chosen, ...shown, ...compared])].flatMap((metric) => {
    const { label, definition, source } = metricWords(metric);
    return definition === undefined ? [] : [{ metric, label, definition, source }];
  });
}

/** What is compared, where it is a metric itself; else the first comparison, as criteria are defined by theirs. */
function definedMetric({ base, metric }: BetweenRow): string {
  return metricWords(base).definition === undefined ? metric : base;
}
