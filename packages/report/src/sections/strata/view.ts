import { SMALL_GROUP } from "@fairline/core";
import type { Stratum } from "@fairline/core";
import type { MetricUnit } from "@fairline/metrics";
import type { LabelledFigure } from "../../charts/forest-row.ts";
import { gapGroups, type Comparands } from "../../figures/gap-groups.ts";
import { groupBy } from "../../figures/group-by.ts";
import { figureOf, type Setting } from "../../figures/setting.ts";
import { cellOf, type Cell } from "../../tables/figure-cell.ts";
import { metricWords } from "../../format/metric-words.ts";
import { groupTable, type GroupTable } from "../groups/table.ts";

/** An attribute whose groups are compared within the values of a column: sex within each department. */
export interface StrataView {
  readonly attribute: string;
  /** The column: `department`. */
  readonly by: string;
  readonly unit: MetricUnit;
  /** The gap over all rows first, as the one to compare with, then within each stratum. */
  readonly gaps: readonly LabelledFigure[];
  readonly strata: readonly StratumView[];
}

/** The rows that have one value of the column. */
export interface StratumView {
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

/** What {@link strataViews} shows of a stratum. */
interface StratumChoice {
  readonly gap: string;
  readonly groupMetrics: readonly string[];
  readonly decimals: number;
}

/** Lays out an attribute's gaps within the strata of each column, at one setting; empty without strata. */
export function strataViews(
  setting: Setting,
  attribute: string,
  given: StratumChoice & {
    /** Strata of any attribute. */
    readonly strata: readonly Comparands[];
  },
): readonly StrataView[] {
  const own = given.strata.filter((each) => each.attribute === attribute);
  const byColumn = groupBy(
    own.flatMap(({ within }) => within ?? []),
    ({ column }) => column,
  );
  const whole = figureOf(setting, given.gap, { attribute });
  const lowest = whole && gapGroups(setting, whole)?.lowest.group;
  return [...byColumn].map(([by, strata]) => {
    const rows = [
      { label: "all rows", within: null, isReference: true },
      ...strata.map((within) => ({ label: within.value, within, isReference: false })),
    ];
    return {
      attribute,
      by,
      unit: metricWords(given.gap).unit,
      gaps: rows.flatMap(({ label, within, isReference }) => {
        const figure = figureOf(setting, given.gap, { attribute, within });
        return figure === undefined ? [] : [{ label, figure, isReference }];
      }),
      strata: strata.map((within) => stratumView(setting, { attribute, within, lowest }, given)),
    };
  });
}

function stratumView(
  setting: Setting,
  {
    attribute,
    within,
    lowest,
  }: {
    readonly attribute: string;
    readonly within: Stratum;
    /** The lowest group over all rows, where it is known. */
    readonly lowest: string | undefined;
  },
  { gap, groupMetrics, decimals }: StratumChoice,
): StratumView {
  const figure = figureOf(setting, gap, { attribute, within });
  const groups = figure && gapGroups(setting, figure);
  const n = figure?.n ?? 0;
  return {
    name: within.value,
    gap: cellOf(figure, gap, decimals),
    n,
    isSmall: n < SMALL_GROUP,
    between: groups && { lowest: groups.lowest.group, highest: groups.highest.group },
    isReversed:
      groups !== undefined &&
      lowest !== undefined &&
      groups.lowest.value < groups.highest.value &&
      groups.lowest.group !== lowest,
    groups: groupTable(setting, { attribute, within }, groupMetrics, decimals),
  };
}
