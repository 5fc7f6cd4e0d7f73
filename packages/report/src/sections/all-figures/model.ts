import { cellOf, NO_CELL, type Cell } from "../../format/figure-cell.ts";
import { gapExtremes } from "../../figures/gap-groups.ts";
import { SMALL_GROUP } from "../../figures/figure.ts";
import { groupBy } from "../../figures/group-by.ts";
import {
  COMPARISON_KINDS,
  metricWords,
  spelt,
  type ComparisonKind,
} from "../../format/metric-words.ts";
import type { Setting } from "../../figures/setting.ts";

/** The figures between the groups of an attribute, at one setting: what is compared down, how across. */
export interface BetweenTable {
  readonly attribute: string;
  readonly kinds: readonly ComparisonKind[];
  readonly rows: readonly BetweenRow[];
  /** Figures that are no difference and no ratio. */
  readonly others: readonly OtherFigure[];
}

/** The comparisons of one thing. */
export interface BetweenRow {
  /** `demographic_parity`. */
  readonly base: string;
  /** The first of its figures: `demographic_parity_difference`. */
  readonly metric: string;
  readonly label: string;
  /** One per kind of the table. */
  readonly cells: readonly Cell[];
  /** Rows of the smallest group used. */
  readonly n: number;
  readonly isSmall: boolean;
  /** The groups whose figures make the difference, where that is known. */
  readonly between: { readonly lowest: string; readonly highest: string } | undefined;
}

/** A figure that stands alone. */
interface OtherFigure {
  readonly metric: string;
  readonly label: string;
  readonly cell: Cell;
  readonly n: number;
}

/** Lays out the figures between the groups of an attribute: the named criteria first, else in the order of the metrics. */
export function betweenTable(setting: Setting, attribute: string, decimals: number): BetweenTable {
  const figures = [...setting.figures.values()].filter(
    (figure) => figure.attribute === attribute && figure.group === null,
  );
  const compared = figures.flatMap((figure) => {
    const { comparison } = metricWords(figure.metric);
    return comparison === undefined ? [] : [{ figure, comparison }];
  });
  const kinds = COMPARISON_KINDS.filter((kind) =>
    compared.some(({ comparison }) => comparison.kind === kind),
  );
  const byBase = [...groupBy(compared, ({ comparison }) => comparison.base)];
  const isCriterion = ([, [{ comparison }]]: (typeof byBase)[number]): boolean =>
    comparison.rate !== comparison.base;
  byBase.sort((a, b) => Number(isCriterion(b)) - Number(isCriterion(a)));
  const rows = byBase.map(([base, alike]) => {
    const extremes = alike.map(({ figure }) => gapExtremes(setting, figure)).find(Boolean);
    const n = Math.min(...alike.map(({ figure }) => figure.n));
    return {
      base,
      metric: alike[0].figure.metric,
      label: spelt(base),
      cells: kinds.map((kind) => {
        const found = alike.find(({ comparison }) => comparison.kind === kind)?.figure;
        return found === undefined ? NO_CELL : cellOf(found, found.metric, decimals);
      }),
      n,
      isSmall: n < SMALL_GROUP,
      between: extremes && { lowest: extremes.lowest.group, highest: extremes.highest.group },
    };
  });
  const others = figures
    .filter(({ metric }) => metricWords(metric).comparison === undefined)
    .map((figure) => ({
      metric: figure.metric,
      label: metricWords(figure.metric).label,
      cell: cellOf(figure, figure.metric, decimals),
      n: figure.n,
    }));
  return { attribute, kinds, rows, others };
}
