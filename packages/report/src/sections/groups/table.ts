import type { MetricUnit } from "@fairline/metrics";
import { SMALL_GROUP } from "../../figures/figure.ts";
import { groupNames, groupSize } from "../../figures/gap-groups.ts";
import { figureOf, type Setting } from "../../figures/setting.ts";
import { cellOf, type Cell } from "../../tables/figure-cell.ts";
import { footnotes, type Footnotes } from "../../tables/footnotes.ts";
import { metricWords } from "../../format/metric-words.ts";

/** The figures of each group of an attribute, at one setting. */
export interface GroupTable {
  readonly attribute: string;
  readonly columns: readonly {
    readonly metric: string;
    readonly label: string;
    readonly unit: MetricUnit;
  }[];
  readonly rows: readonly GroupRow[];
  /** All rows of the split; undefined where the metrics hold no overall figures. */
  readonly overall: GroupRow | undefined;
  readonly notes: Footnotes;
}

/** One group. */
export interface GroupRow {
  readonly group: string;
  readonly n: number;
  /** Fewer rows than gates accept. */
  readonly isSmall: boolean;
  /** One per column. */
  readonly cells: readonly Cell[];
}

/**
 * Lays out the figures of an attribute's groups.
 *
 * @param metrics - The columns, in order.
 */
export function groupTable(
  setting: Setting,
  attribute: string,
  metrics: readonly string[],
  decimals: number,
): GroupTable {
  const row = (name: string, of: string | null, group: string | null): GroupRow => {
    const n = groupSize(setting, of, group);
    return {
      group: name,
      n,
      isSmall: n < SMALL_GROUP,
      cells: metrics.map((metric) =>
        cellOf(figureOf(setting, metric, of, group), metric, decimals),
      ),
    };
  };
  const all = row("All rows", null, null);
  const overall = all.n === 0 ? undefined : all;
  const rows = groupNames(setting, attribute).map((group) => row(group, attribute, group));
  const shown = overall === undefined ? rows : [...rows, overall];
  return {
    attribute,
    columns: metrics.map((metric) => {
      const { label, unit } = metricWords(metric);
      return { metric, label, unit };
    }),
    rows,
    overall,
    notes: footnotes(
      shown.flatMap(({ cells }) => cells),
      rows.some(({ isSmall }) => isSmall)
        ? `† Fewer than ${String(SMALL_GROUP)} rows: read with care.`
        : undefined,
    ),
  };
}
