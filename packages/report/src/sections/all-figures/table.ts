import { SMALL_GROUP, type Figure } from "../../figures/figure.ts";
import { gapGroups } from "../../figures/gap-groups.ts";
import { groupBy } from "../../figures/group-by.ts";
import type { Setting } from "../../figures/setting.ts";
import { cellOf, NO_CELL, type Cell } from "../../tables/figure-cell.ts";
import { footnotes, daggerNote, type Footnotes } from "../../tables/footnotes.ts";
import {
  COMPARISON_KINDS,
  metricWords,
  spelt,
  type ComparisonKind,
  type MetricWords,
} from "../../format/metric-words.ts";

/** The figures between the groups of an attribute, at one setting: what is compared down, how across. */
export interface AllFiguresTable {
  readonly kinds: readonly ComparisonKind[];
  readonly rows: readonly ComparedRow[];
  /** Figures that are no difference and no ratio. */
  readonly others: readonly OtherFigure[];
  readonly notes: Footnotes;
}

/** The comparisons of one thing. */
interface ComparedRow {
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
  readonly label: string;
  readonly cell: Cell;
}

/** Lays out the figures between the groups of an attribute: the named criteria first, else in the order of the metrics. */
export function allFiguresTable(
  setting: Setting,
  attribute: string,
  decimals: number,
): AllFiguresTable {
  const { byBase, alone } = figuresBetween(setting, attribute);
  const kinds = COMPARISON_KINDS.filter((kind) =>
    byBase.some(([, alike]) => alike.some(({ comparison }) => comparison.kind === kind)),
  );
  const rows = byBase.map(([base, alike]) => {
    const groups = alike.map(({ figure }) => gapGroups(setting, figure)).find(Boolean);
    const n = Math.min(...alike.map(({ figure }) => figure.n));
    return {
      label: spelt(base),
      cells: kinds.map((kind) => {
        const found = alike.find(({ comparison }) => comparison.kind === kind)?.figure;
        return found === undefined ? NO_CELL : cellOf(found, found.metric, decimals);
      }),
      n,
      isSmall: n < SMALL_GROUP,
      between: groups && { lowest: groups.lowest.group, highest: groups.highest.group },
    };
  });
  const others = alone.map((figure) => ({
    label: metricWords(figure.metric).label,
    cell: cellOf(figure, figure.metric, decimals),
  }));
  const cells = [...rows.flatMap((row) => row.cells), ...others.map(({ cell }) => cell)];
  const hasSmall = rows.some(({ isSmall }) => isSmall);
  return { kinds, rows, others, notes: footnotes(cells, daggerNote(hasSmall)) };
}

/** The metrics of the figures between the groups of an attribute, as they are defined: a criterion by its first comparison. */
export function allFiguresMetrics(setting: Setting, attribute: string): readonly string[] {
  const { byBase, alone } = figuresBetween(setting, attribute);
  return [
    ...byBase.map(([base, [{ figure }]]) =>
      metricWords(base).definition === undefined ? figure.metric : base,
    ),
    ...alone.map(({ metric }) => metric),
  ];
}

/** A figure between groups with what it compares. */
interface Compared {
  readonly figure: Figure;
  readonly comparison: NonNullable<MetricWords["comparison"]>;
}

/** The figures between the groups of an attribute: those that compare one thing together, and those that stand alone. */
function figuresBetween(
  setting: Setting,
  attribute: string,
): {
  readonly byBase: readonly (readonly [string, readonly [Compared, ...Compared[]]])[];
  readonly alone: readonly Figure[];
} {
  const figures = [...setting.figures.values()].filter(
    (figure) => figure.attribute === attribute && figure.group === null,
  );
  const compared = figures.flatMap((figure) => {
    const { comparison } = metricWords(figure.metric);
    return comparison === undefined ? [] : [{ figure, comparison }];
  });
  const byBase = [...groupBy(compared, ({ comparison }) => comparison.base)];
  const isCriterion = ([, [{ comparison }]]: (typeof byBase)[number]): boolean =>
    comparison.rate !== comparison.base;
  return {
    byBase: byBase.toSorted((a, b) => Number(isCriterion(b)) - Number(isCriterion(a))),
    alone: figures.filter(({ metric }) => metricWords(metric).comparison === undefined),
  };
}
