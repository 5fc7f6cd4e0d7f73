import type { MetricUnit } from "@fairline/metrics";
import { cellOf, type Cell } from "../../tables/figure-cell.ts";
import { gapGroups } from "../../figures/gap-groups.ts";
import { SMALL_GROUP } from "../../figures/figure.ts";
import type { LabelledFigure } from "../../charts/forest-row.ts";
import { groupTable, type GroupTable } from "../groups/table.ts";
import { metricWords } from "../../format/metric-words.ts";
import { figureOf, type Setting } from "../../figures/setting.ts";
import { stratumName } from "../../figures/stratum-name.ts";

/** An attribute whose groups are compared within the values of a column: sex within each department. */
export interface StrataView {
  readonly attribute: string;
  /** The column: `department`. */
  readonly by: string;
  readonly unit: MetricUnit;
  /** The gap over all rows first, as the one to compare with, then within each stratum. */
  readonly gaps: readonly LabelledFigure[];
  readonly strata: readonly Stratum[];
}

/** The rows that have one value of the column. */
export interface Stratum {
  readonly name: string;
  readonly gap: Cell;
  /** Rows of the smallest group used. */
  readonly n: number;
  readonly isSmall: boolean;
  /** The groups whose figures make the gap, where that is known. */
  readonly between: { readonly lowest: string; readonly highest: string } | undefined;
  /** Whether another group is the lowest than over all rows. */
  readonly isReversed: boolean;
  readonly groups: GroupTable;
}

/** Lays out an attribute's gaps within the strata of each column, at one setting; empty without strata. */
export function strataViews(
  setting: Setting,
  attribute: string,
  given: {
    /** Names of strata, of any attribute. */
    readonly strata: readonly string[];
    readonly gap: string;
    readonly groupMetrics: readonly string[];
    readonly decimals: number;
  },
): readonly StrataView[] {
  const parts = given.strata.flatMap((name) => {
    const part = stratumName(name, [attribute]);
    return part === undefined ? [] : [{ ...part, name }];
  });
  const columns = [...new Set(parts.map(({ by }) => by))];
  const whole = figureOf(setting, given.gap, attribute);
  const lowest = whole && gapGroups(setting, whole)?.lowest.group;
  return columns.map((by) => {
    const strata = parts.filter((part) => part.by === by);
    const rows = [
      { label: "all rows", name: attribute, isReference: true },
      ...strata.map(({ value, name }) => ({ label: value, name, isReference: false })),
    ];
    return {
      attribute,
      by,
      unit: metricWords(given.gap).unit,
      gaps: rows.flatMap(({ label, name, isReference }) => {
        const figure = figureOf(setting, given.gap, name);
        return figure === undefined ? [] : [{ label, figure, isReference }];
      }),
      strata: strata.map(({ value, name }) => stratum(setting, { value, name, lowest }, given)),
    };
  });
}

function stratum(
  setting: Setting,
  {
    value,
    name,
    lowest,
  }: {
    readonly value: string;
    readonly name: string;
    /** The lowest group over all rows, where it is known. */
    readonly lowest: string | undefined;
  },
  given: {
    readonly gap: string;
    readonly groupMetrics: readonly string[];
    readonly decimals: number;
  },
): Stratum {
  const figure = figureOf(setting, given.gap, name);
  const groups = figure && gapGroups(setting, figure);
  const n = figure?.n ?? 0;
  return {
    name: value,
    gap: cellOf(figure, given.gap, given.decimals),
    n,
    isSmall: n < SMALL_GROUP,
    between: groups && { lowest: groups.lowest.group, highest: groups.highest.group },
    isReversed:
      groups !== undefined &&
      lowest !== undefined &&
      groups.lowest.value < groups.highest.value &&
      groups.lowest.group !== lowest,
    groups: groupTable(setting, name, given.groupMetrics, given.decimals),
  };
}
