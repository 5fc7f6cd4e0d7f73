import { SMALL_GROUP } from "@fairline/core";
import { forestDomain, type Forest } from "../../charts/forest.ts";
import {
  axisValue,
  forestRow,
  forestText,
  parityValue,
  type LabelledFigure,
} from "../../charts/forest-row.ts";
import { hasSeeds } from "../../figures/setting.ts";
import { metricWords } from "../../format/metric-words.ts";
import { figureText } from "../../format/numbers.ts";
import { capitalized } from "../../format/text.ts";
import { withUnit } from "../../format/units.ts";
import type { Report } from "../../report.ts";
import { settingsTable, type SettingsTable } from "../front/settings-table.ts";
import { gapRows } from "./gap-rows.ts";
import { gapLimits } from "./limits.ts";
import { metricsTable, type MetricsTable } from "./metrics-table.ts";

/** The gaps of every attribute: of several settings, or of several metrics at the only setting. */
export interface GapsModel {
  /** What the marks of the charts mean. */
  readonly legend: string;
  /** One per attribute. */
  readonly charts: readonly GapChart[];
  /** The same figures in a table. */
  readonly table:
    | { readonly rows: "settings"; readonly settings: SettingsTable; readonly legend: string }
    | { readonly rows: "metrics"; readonly metrics: MetricsTable };
}

/** The gaps of an attribute, on a scale of their own, as a small group can widen one beyond use for the others. */
interface GapChart {
  readonly attribute: string;
  readonly caption: string;
  /** Undefined where no gap is defined. */
  readonly forest: Forest | undefined;
}

/** Lays out the gaps. */
export function gapsModel(report: Report): GapsModel {
  const gaps = report.attributes.map((attribute) => ({
    attribute,
    figures: gapRows(attribute, report),
    limits: gapLimits(report.lineage?.gates ?? [], report.gap, attribute),
  }));
  return {
    legend: chartLegend(gaps, report),
    charts: gaps.map((each, i) => ({
      attribute: each.attribute,
      caption: caption(each.attribute, report),
      forest: forestOf(each, report, i + 1),
    })),
    table:
      report.settings.length > 1
        ? { rows: "settings", settings: settingsTable(report), legend: tableLegend(report) }
        : { rows: "metrics", metrics: metricsTable(gaps, report) },
  };
}

/** The metrics that the charts show. */
export function gapMetrics(report: Report): readonly string[] {
  return report.attributes.flatMap((attribute) =>
    gapRows(attribute, report).map(({ figure }) => figure.metric),
  );
}

/** The figures of one attribute. */
interface AttributeGaps {
  readonly attribute: string;
  readonly figures: readonly LabelledFigure[];
  /** Limits of gates on the gap, ascending. */
  readonly limits: readonly number[];
}

function forestOf(
  { attribute, figures, limits }: AttributeGaps,
  { settings, gap, decimals }: Report,
  number: number,
): Forest | undefined {
  const { label, unit } = metricWords(gap);
  const rows = figures.map((figure) => forestRow(figure, decimals));
  if (rows.every(({ value }) => Number.isNaN(value))) return undefined;
  const lines = limits.map((limit) => ({
    value: axisValue(limit, unit),
    label: `limit ${figureText(limit, unit, decimals)}`,
    kind: "limit" as const,
  }));
  return {
    words: {
      id: `gap-${String(number)}`,
      title: `Gaps by ${attribute}`,
      description: forestText(rows),
    },
    rows,
    lines,
    domain: forestDomain(rows, [parityValue(gap), ...lines.map(({ value }) => value)]),
    hasNumbers: true,
    axisLabel: capitalized(withUnit(settings.length > 1 ? label : "gap", unit)),
  };
}

function caption(attribute: string, { settings, axes }: Report): string {
  const by = `By ${attribute}`;
  return settings.length > 1 ? `${by}, for each ${axes.join(" and ")}` : by;
}

function chartLegend(
  gaps: readonly AttributeGaps[],
  { settings, intervalName, axes }: Report,
): string {
  const isMean = hasSeeds(settings);
  const figures = gaps.flatMap((each) => each.figures);
  const hasIntervals = figures.some(({ figure }) => !Number.isNaN(figure.low));
  return [
    `A dot is the gap${axes.length > 0 ? ` at one ${axes.join(" and ")}` : ""}${isMean ? ", averaged over the seeds" : ""}${hasIntervals ? `; the bar is its ${intervalName}` : ""}.`,
    ...(isMean ? ["Thin strokes are the single seeds."] : []),
    ...(figures.some(({ isReference }) => isReference) ? ["The diamond is the reference."] : []),
    ...(figures.some(({ figure }) => figure.n < SMALL_GROUP)
      ? [`Hollow marks rest on a group of fewer than ${String(SMALL_GROUP)} rows.`]
      : []),
    ...(gaps.some(({ limits }) => limits.length > 0)
      ? ["The dashed line is the limit of a gate."]
      : []),
    ...(gaps.length > 1 ? ["Each chart has its own scale."] : []),
  ].join(" ");
}

function tableLegend({ fronts, gap, performance }: Report): string {
  const front =
    fronts.size > 0 && performance !== undefined
      ? ` Bold gaps are on the front: no other setting is better in ${metricWords(performance).label} or gap and as good in the other.`
      : "";
  return `The gap is the ${metricWords(gap).label}.${front}`;
}
