import { SMALL_GROUP } from "@fairline/core";
import { groupNames, groupSize, type Comparands } from "../../figures/gap-groups.ts";
import { figureOf, type Setting } from "../../figures/setting.ts";
import { cellOf, type Cell } from "../../tables/figure-cell.ts";
import { footnotes, type Footnotes } from "../../tables/footnotes.ts";
import type { MetricUnit } from "@fairline/metrics";
import { metricWords } from "../../format/metric-words.ts";

/** The figures of each group of an attribute, at one setting. */
export interface GroupTable {
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
 * Lays out the figures of an attribute's groups, over all rows or within a stratum.
 *
 * @param metrics - The columns, in order.
 */
export function groupTable(
  setting: Setting,
  of: Comparands,
  metrics: readonly string[],
  decimals: number,
): GroupTable {
  const row = (name: string, rows: Comparands, group: string | null): GroupRow => {
    const n = groupSize(setting, rows, group);
    return {
      group: name,
      n,
      isSmall: n < SMALL_GROUP,
      cells: metrics.map((metric) =>
        cellOf(figureOf(setting, metric, { ...rows, group }), metric, decimals),
      ),
    };
  };
  const all = row("All rows", { attribute: null, within: null }, null);
  const overall = all.n === 0 ? undefined : all;
  const rows = groupNames(setting, of).map((group) => row(group, of, group));
  const shown = overall === undefined ? rows : [...rows, overall];
  return {
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
