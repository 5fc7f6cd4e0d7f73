import { axisValue } from "../../charts/forest-row.ts";
import type { TradeOff, TradeOffPoint } from "../../charts/trade-off.ts";
import type { Figure } from "../../figures/figure.ts";
import type { Front, FrontPoint } from "../../figures/front.ts";
import { hasSeeds } from "../../figures/setting.ts";
import { metricWords } from "../../format/metric-words.ts";
import { measureText } from "../../format/numbers.ts";
import { capitalized } from "../../format/text.ts";
import { withUnit } from "../../format/units.ts";
import type { Report } from "../../report.ts";
import { settingsTable, type SettingsTable } from "./settings-table.ts";

/** Performance against the gap over the settings of a matrix. */
export interface FrontModel {
  readonly title: string;
  /** What the marks of the charts mean, or why there is none. */
  readonly legend: string;
  /** One per attribute that has a front. */
  readonly charts: readonly { readonly attribute: string; readonly tradeOff: TradeOff }[];
  readonly table: SettingsTable;
}

/** Lays out the fronts; undefined without a matrix. */
export function frontModel(report: Report): FrontModel | undefined {
  const { settings, performance, fronts } = report;
  if (settings.length < 2) return undefined;
  return {
    title:
      performance === undefined
        ? "The settings"
        : `${capitalized(metricWords(performance).label)} against the gap`,
    legend: fronts.size === 0 ? whyNone(report) : chartLegend(report),
    charts: [...fronts].map(([attribute, front], i) => ({
      attribute,
      tradeOff: tradeOff(front, attribute, { number: i + 1, decimals: report.decimals }),
    })),
    table: settingsTable(report),
  };
}

function whyNone({ reference, performance, gap }: Report): string {
  if (reference === undefined) {
    return "No front is drawn: the settings were evaluated on different rows, so they are not alternatives to one another.";
  }
  return performance === undefined
    ? "No front is drawn: without labels there is no accuracy to compare the gap with."
    : `No front is drawn: fewer than two settings have both ${metricWords(performance).label} and ${metricWords(gap).label}.`;
}

function chartLegend({ settings, axes }: Report): string {
  return [
    `Each dot is one ${axes.join(" and ")}${hasSeeds(settings) ? ", averaged over the seeds; its cross spans the seeds" : ""}.`,
    "Filled dots joined by the line are the front: no other setting is better in one and as good in the other.",
    "The diamond is the reference.",
  ].join(" ");
}

function tradeOff(
  front: Front,
  attribute: string,
  { number, decimals }: { readonly number: number; readonly decimals: number },
): TradeOff {
  const { gap, performance } = front.metrics;
  const { label, better } = metricWords(performance);
  const points = front.points.map((point) => tradeOffPoint(point, decimals));
  const higher = better === "lower" ? "bottom" : "top";
  const side = metricWords(gap).better === "higher" ? "right" : "left";
  const words = `${side === "left" ? "smaller gap" : "larger ratio"}, ${higher === "top" ? "higher" : "lower"} ${label}`;
  return {
    words: {
      id: `front-${String(number)}`,
      title: `${capitalized(label)} against the gap by ${attribute}`,
      description: points.map(({ title }) => title).join("; "),
    },
    points,
    xLabel: axisLabel(gap),
    yLabel: axisLabel(performance),
    betterLabel: side === "left" ? `← better: ${words}` : `better: ${words} →`,
    betterCorner: `${higher}-${side}`,
  };
}

function tradeOffPoint(point: FrontPoint, decimals: number): TradeOffPoint {
  const [gapUnit, unit] = [
    metricWords(point.gap.metric).unit,
    metricWords(point.performance.metric).unit,
  ];
  const spread = ({ seeds }: Figure, of: typeof unit): readonly [number, number] => [
    axisValue(Math.min(...seeds), of),
    axisValue(Math.max(...seeds), of),
  ];
  const gap = measureText(point.gap.value, gapUnit, decimals);
  const performance = measureText(point.performance.value, unit, decimals);
  return {
    label: point.setting.shortLabel,
    x: axisValue(point.gap.value, gapUnit),
    y: axisValue(point.performance.value, unit),
    xSpread: spread(point.gap, gapUnit),
    ySpread: spread(point.performance, unit),
    isOnFront: point.isOnFront,
    isReference: point.isReference,
    title: `${point.setting.label}: gap ${gap}, ${metricWords(point.performance.metric).label} ${performance}${point.isOnFront ? ", on the front" : ""}`,
  };
}

function axisLabel(metric: string): string {
  const { label, unit } = metricWords(metric);
  return capitalized(withUnit(label, unit));
}
