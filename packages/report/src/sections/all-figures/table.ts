import { SMALL_GROUP } from "@fairline/core";
import { COMPARISONS, type Comparison } from "@fairline/metrics";
import type { Figure } from "../../figures/figure.ts";
import { gapGroups } from "../../figures/gap-groups.ts";
import { groupBy } from "../../figures/group-by.ts";
import type { Setting } from "../../figures/setting.ts";
import { cellOf, NO_CELL, type Cell } from "../../tables/figure-cell.ts";
import { footnotes, daggerNote, type Footnotes } from "../../tables/footnotes.ts";
import { metricWords, type MetricComparison } from "../../format/metric-words.ts";

/** The figures between the groups of an attribute, at one setting: what is compared down, how across. */
export interface AllFiguresTable {
  /** The ways to compare that occur, in their order. */
  readonly comparisons: readonly Comparison[];
  readonly rows: readonly ComparedRow[];
  /** Figures that are no difference and no ratio. */
  readonly others: readonly OtherFigure[];
  readonly notes: Footnotes;
}

/** The comparisons of one thing. */
interface ComparedRow {
  readonly label: string;
  /** One per way to compare. */
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
  const { bySubject, alone } = figuresBetween(setting, attribute);
  const comparisons = COMPARISONS.filter((how) =>
    bySubject.some((alike) => alike.some(({ comparison }) => comparison.how === how)),
  );
  const rows = bySubject.map((alike) => {
    const groups = alike.map(({ figure }) => gapGroups(setting, figure)).find(Boolean);
    const n = Math.min(...alike.map(({ figure }) => figure.n));
    return {
      label: alike[0].comparison.subject.label,
      cells: comparisons.map((how) => {
        const found = alike.find(({ comparison }) => comparison.how === how)?.figure;
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
  return { comparisons, rows, others, notes: footnotes(cells, daggerNote(hasSmall)) };
}

/** The metrics of the figures between the groups of an attribute, as they are defined: a criterion by its first comparison. */
export function allFiguresMetrics(setting: Setting, attribute: string): readonly string[] {
  const { bySubject, alone } = figuresBetween(setting, attribute);
  return [
    ...bySubject.map(([{ figure, comparison }]) =>
      comparison.subject.isCriterion ? figure.metric : comparison.subject.name,
    ),
    ...alone.map(({ metric }) => metric),
  ];
}

/** A figure between groups with what it compares. */
interface Compared {
  readonly figure: Figure;
  readonly comparison: MetricComparison;
}

/** The figures between the groups of an attribute: those that compare one thing together, and those that stand alone. */
function figuresBetween(
  setting: Setting,
  attribute: string,
): {
  readonly bySubject: readonly (readonly [Compared, ...Compared[]])[];
  readonly alone: readonly Figure[];
} {
  const figures = [...setting.figures.values()].filter(
    ({ attribute: of, group, within }) => of === attribute && group === null && within === null,
  );
  const compared = figures.flatMap((figure) => {
    const { comparison } = metricWords(figure.metric);
    return comparison === undefined ? [] : [{ figure, comparison }];
  });
  const bySubject = [...groupBy(compared, ({ comparison }) => comparison.subject.name).values()];
  const rank = ([{ comparison }]: readonly [Compared, ...Compared[]]): number =>
    comparison.subject.isCriterion ? 0 : 1;
  return {
    bySubject: bySubject.toSorted((a, b) => rank(a) - rank(b)),
    alone: figures.filter(({ metric }) => metricWords(metric).comparison === undefined),
  };
}
