import { SMALL_GROUP } from "@fairline/core";
import { forestDomain, type Forest } from "../../charts/forest.ts";
import { axisValue, forestRow, forestText } from "../../charts/forest-row.ts";
import { figureOf } from "../../figures/setting.ts";
import { figureText } from "../../format/numbers.ts";
import { capitalized } from "../../format/text.ts";
import { withUnit } from "../../format/units.ts";
import type { Report } from "../../report.ts";
import { settingTables, type SettingTables } from "../setting-tables.ts";
import { groupTable, type GroupTable } from "./table.ts";

/** The figures of each group of every attribute. */
export interface GroupsModel {
  /** What the marks of the charts mean. */
  readonly legend: string;
  /** The first setting where there are several, which a short report shows alone. */
  readonly shownSetting: string | undefined;
  readonly attributes: readonly AttributeGroups[];
}

/** The groups of one attribute. */
export interface AttributeGroups {
  readonly attribute: string;
  /** At the first setting, one per metric. */
  readonly charts: readonly { readonly caption: string; readonly forest: Forest }[];
  readonly tables: SettingTables<GroupTable>;
}

/** Lays out the groups. */
export function groupsModel(report: Report): GroupsModel {
  const { settings, groupMetrics, decimals } = report;
  const [shown, ...others] = settings;
  const attributes = report.attributes.map((attribute, i) => {
    const tables = settingTables(report, { what: "Groups", attribute }, (setting) =>
      groupTable(setting, { attribute, within: null }, groupMetrics, decimals),
    );
    return {
      attribute,
      charts: groupCharts({ attribute, groups: tables[0].table }, report, i + 1),
      tables,
    };
  });
  return {
    legend: chartLegend(attributes, report),
    shownSetting: others.length === 0 ? undefined : shown.label,
    attributes,
  };
}

function chartLegend(
  attributes: readonly AttributeGroups[],
  { settings, intervalName, reference }: Report,
): string {
  const rows = attributes.flatMap(({ tables }) => tables[0].table.rows);
  const hasIntervals = rows.some(({ cells }) => cells.some((cell) => cell.interval !== undefined));
  return [
    `A dot is the figure of a group${hasIntervals ? `; the bar is its ${intervalName}` : ""}; the dotted line is the figure of all rows.`,
    ...(rows.some(({ isSmall }) => isSmall)
      ? [`Hollow dots and † mark groups of fewer than ${String(SMALL_GROUP)} rows.`]
      : []),
    ...(settings.length > 1
      ? [`The charts show ${reference === undefined ? "" : "the reference, "}${settings[0].label}.`]
      : []),
  ].join(" ");
}

function groupCharts(
  { attribute, groups }: { readonly attribute: string; readonly groups: GroupTable },
  { settings: [setting], decimals }: Report,
  number: number,
): AttributeGroups["charts"] {
  return groups.columns.map(({ metric, label, unit }, column) => {
    const rows = groups.rows.flatMap(({ group, isSmall }) => {
      const figure = figureOf(setting, metric, { attribute, group });
      if (figure === undefined) return [];
      const row = forestRow({ label: group, figure, isReference: false }, decimals);
      return [{ ...row, isWeak: isSmall }];
    });
    const overall = figureOf(setting, metric);
    const lines =
      overall === undefined || !Number.isFinite(overall.value)
        ? []
        : [
            {
              value: axisValue(overall.value, unit),
              label: `all ${figureText(overall.value, unit, decimals)}`,
              kind: "overall" as const,
            },
          ];
    const forest = {
      words: {
        id: `group-${String(number)}-${String(column + 1)}`,
        title: `${capitalized(label)} by ${attribute}`,
        description: forestText(rows),
      },
      rows,
      lines,
      domain: forestDomain(
        rows,
        lines.map(({ value }) => value),
      ),
      hasNumbers: false,
      axisLabel: capitalized(withUnit(label, unit)),
    };
    return { caption: capitalized(label), forest };
  });
}
