import type { Figure } from "../../figures/figure.ts";
import { isOnFront } from "../../figures/front.ts";
import { figureOf, hasSeeds, type Setting } from "../../figures/setting.ts";
import { cellOf, type Cell } from "../../tables/figure-cell.ts";
import { footnotes, type Footnotes } from "../../tables/footnotes.ts";
import { metricWords } from "../../format/metric-words.ts";
import { intervalText } from "../../format/numbers.ts";
import { withUnit } from "../../format/units.ts";
import type { Report } from "../../report.ts";

/** Every setting of a matrix with its performance and its gaps. */
export interface SettingsTable {
  readonly caption: string;
  /** Whether the figures are means over seeds. */
  readonly hasSeeds: boolean;
  /** Performance, if there is one, then the gap of each attribute, with units. */
  readonly heads: readonly string[];
  readonly rows: readonly SettingRow[];
  readonly notes: Footnotes;
}

/** One setting. */
interface SettingRow {
  readonly label: string;
  readonly isReference: boolean;
  /** How many points were averaged. */
  readonly seeds: number;
  /** One per head. */
  readonly cells: readonly SettingCell[];
}

/** A figure of a setting. */
interface SettingCell {
  readonly cell: Cell;
  /** Whether it is the gap of an attribute on whose front the setting is. */
  readonly isOnFront: boolean;
  /** Its least and largest value over the seeds; undefined for one seed. */
  readonly seedRange: string | undefined;
}

/** Lays out the settings. */
export function settingsTable(report: Report): SettingsTable {
  const columns = columnsOf(report);
  const rows = report.settings.map((setting) => ({
    label: setting.label,
    isReference: setting === report.reference,
    seeds: setting.members,
    cells: columns.map((column) => settingCell(setting, column, report)),
  }));
  return {
    caption: caption(report),
    hasSeeds: hasSeeds(report.settings),
    heads: columns.map(({ metric, name }) => withUnit(name, metricWords(metric).unit)),
    rows,
    notes: footnotes(
      rows.flatMap(({ cells }) => cells.map(({ cell }) => cell)),
      undefined,
    ),
  };
}

/** A column of figures: of all rows, or the gap of an attribute. */
interface Column {
  readonly metric: string;
  readonly name: string;
  /** Null for all rows. */
  readonly attribute: string | null;
}

function columnsOf({ performance, gap, attributes }: Report): readonly Column[] {
  const gaps = attributes.map((attribute) => ({
    metric: gap,
    name: `gap by ${attribute}`,
    attribute,
  }));
  if (performance === undefined) return gaps;
  return [{ metric: performance, name: metricWords(performance).label, attribute: null }, ...gaps];
}

function settingCell(
  setting: Setting,
  { metric, attribute }: Column,
  { fronts, decimals }: Report,
): SettingCell {
  const figure = figureOf(setting, metric, { attribute });
  return {
    cell: cellOf(figure, metric, decimals),
    isOnFront: attribute !== null && isOnFront(fronts.get(attribute), setting),
    seedRange: seedRange(figure, decimals),
  };
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

function caption({ settings, performance, gap }: Report): string {
  const isMean = hasSeeds(settings);
  const metrics = [...(performance === undefined ? [] : [performance]), gap];
  const names = metrics.map((metric) => metricWords(metric).label).join(" and ");
  return `Every setting: ${names}${isMean ? ", averaged over seeds" : ""}, with intervals${isMean ? " and the range of the seeds" : ""}`;
}
