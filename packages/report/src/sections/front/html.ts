import { axisValue } from "../../charts/forest-row.ts";
import { drawTradeOff, type TradeOffPoint } from "../../charts/trade-off.ts";
import { markup, type Markup } from "../../html/markup.ts";
import { cellOf } from "../../format/figure-cell.ts";
import type { Figure } from "../../figures/figure.ts";
import type { FrontPoint, FrontView } from "./model.ts";
import { metricWords } from "../../format/metric-words.ts";
import { intervalText, measureText } from "../../format/numbers.ts";
import { capitalized } from "../../format/text.ts";
import { withUnit } from "../../format/units.ts";
import type { AttributeView } from "../attribute-view.ts";
import type { ReportModel } from "../../report.ts";
import { figureOf } from "../../figures/setting.ts";
import { chartFigure, folded, scrolling, section } from "../../html/elements.ts";

/** Performance against the gap over the settings of a matrix; nothing without a matrix. */
export function frontSection(model: ReportModel): Markup {
  if (model.settings.length < 2) return markup``;
  const { performance } = model;
  const title =
    performance === undefined
      ? "The settings"
      : `${capitalized(metricWords(performance).label)} against the gap`;
  const fronts = model.attributes.flatMap(({ front }) => (front === undefined ? [] : [front]));
  const body =
    fronts.length === 0
      ? [markup`<p>${whyNone(model)}</p>`]
      : [
          markup`<p>${legend(model)}</p>`,
          markup`<div class="charts">${fronts.map((front, i) => frontFigure(front, model, i))}</div>`,
        ];
  return section("front", title, [...body, settingsTable(model)]);
}

function whyNone({ reference, performance, gap }: ReportModel): string {
  if (reference === undefined) {
    return "No front is drawn: the settings were evaluated on different rows, so that they are no alternatives to one another.";
  }
  return performance === undefined
    ? "No front is drawn: without labels there is no accuracy to hold the gap against."
    : `No front is drawn: fewer than two settings have both ${metricWords(performance).label} and ${metricWords(gap).label}.`;
}

function legend({ settings, axes }: ReportModel): string {
  const hasSeeds = settings.some(({ members }) => members > 1);
  return [
    `Each dot is one ${axes.join(" and ")}${hasSeeds ? ", averaged over the seeds; its cross spans the seeds" : ""}.`,
    "Filled dots joined by the line are the front: no other setting is better in one and as good in the other.",
    "The diamond is the reference.",
  ].join(" ");
}

function frontFigure(front: FrontView, model: ReportModel, i: number): Markup {
  const { gap, performance } = front.metrics;
  const { label, better } = metricWords(performance);
  const points = front.points.map((point) => tradeOffPoint(point, model));
  const higher = better === "lower" ? "bottom" : "top";
  const side = metricWords(gap).better === "higher" ? "right" : "left";
  const words = `${side === "left" ? "smaller gap" : "larger ratio"}, ${higher === "top" ? "higher" : "lower"} ${label}`;
  const svg = drawTradeOff({
    words: {
      id: `front-${String(i + 1)}`,
      title: `${capitalized(label)} against the gap by ${front.attribute}`,
      description: points.map(({ title }) => title).join("; "),
    },
    points,
    xLabel: axisLabel(gap),
    yLabel: axisLabel(performance),
    betterLabel: side === "left" ? `← better: ${words}` : `better: ${words} →`,
    betterCorner: `${higher}-${side}`,
  });
  return chartFigure(svg, `By ${front.attribute}`, front.attribute);
}

function tradeOffPoint(point: FrontPoint, { decimals }: ReportModel): TradeOffPoint {
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

/** Up to this many settings are shown without folding. */
const OPEN_SETTINGS = 12;

function settingsTable(model: ReportModel): Markup {
  const { settings, reference } = model;
  const hasSeeds = settings.some(({ members }) => members > 1);
  const columns = settingColumns(model);
  const caption = tableCaption(model);
  const rows = settings.map(
    (setting, row) =>
      markup`<tr><th scope="row">${setting.label}${setting === reference ? markup` <span class="tag">reference</span>` : markup``}</th>${hasSeeds ? markup`<td class="number">${setting.members}</td>` : markup``}${columns.map((column) => figureCell(model, row, column))}</tr>`,
  );
  const heads = columns.map(
    ({ metric, name }) =>
      markup`<th scope="col" class="number">${capitalized(withUnit(name, metricWords(metric).unit))}</th>`,
  );
  const table = scrolling(
    caption,
    markup`<table class="sortable"><caption><span>${caption}</span></caption><thead><tr><th scope="col">Setting</th>${hasSeeds ? markup`<th scope="col" class="number">Seeds</th>` : markup``}${heads}</tr></thead><tbody>${rows}</tbody></table>`,
  );
  return settings.length <= OPEN_SETTINGS
    ? table
    : folded(`All ${String(settings.length)} settings as a table`, [table]);
}

function tableCaption({ settings, performance, gap }: ReportModel): string {
  const hasSeeds = settings.some(({ members }) => members > 1);
  const metrics = [...(performance === undefined ? [] : [performance]), gap];
  const names = metrics.map((metric) => metricWords(metric).label).join(" and ");
  return `Every setting: ${names}${hasSeeds ? ", averaged over seeds" : ""}, with intervals${hasSeeds ? " and the range of the seeds" : ""}`;
}

/** A column of figures: of all rows, or the gap of an attribute. */
interface SettingColumn {
  readonly metric: string;
  readonly name: string;
  readonly view: AttributeView | undefined;
}

function settingColumns({ performance, gap, attributes }: ReportModel): readonly SettingColumn[] {
  const gaps = attributes.map((view) => ({ metric: gap, name: `gap by ${view.attribute}`, view }));
  if (performance === undefined) return gaps;
  const { label } = metricWords(performance);
  return [{ metric: performance, name: label, view: undefined }, ...gaps];
}

/** A figure, its interval, the range of its seeds, and whether its setting is on the front of the attribute. */
function figureCell(
  { settings, decimals }: ReportModel,
  row: number,
  { metric, view }: SettingColumn,
): Markup {
  const figure = figureOf(settings[row]!, metric, view?.attribute ?? null);
  const cell = cellOf(figure, metric, decimals);
  const range = seedRange(figure, decimals);
  const isOnFront = view?.settings[row]?.isOnFront === true;
  return markup`<td class="number" data-value="${String(cell.value)}">${
    isOnFront ? markup`<span class="tag">front</span> ` : markup``
  }${cell.text}${cell.interval === undefined ? markup`` : markup`<span class="interval">${cell.interval}</span>`}${
    range === undefined ? markup`` : markup`<span class="range">seeds ${range}</span>`
  }</td>`;
}

function seedRange(figure: Figure | undefined, decimals: number): string | undefined {
  if (figure === undefined || figure.seeds.length < 2) return undefined;
  const { unit } = metricWords(figure.metric);
  return intervalText(
    { low: Math.min(...figure.seeds), high: Math.max(...figure.seeds) },
    unit,
    decimals,
  );
}
