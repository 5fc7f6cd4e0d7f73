import type { Report } from "../../report.ts";
import { settingTables, type SettingTables } from "../setting-tables.ts";
import { allFiguresMetrics, allFiguresTable, type AllFiguresTable } from "./table.ts";

/** All figures between groups. */
export interface AllFiguresModel {
  readonly attributes: readonly AttributeFigures[];
}

/** The figures between the groups of one attribute. */
export interface AttributeFigures {
  readonly attribute: string;
  readonly tables: SettingTables<AllFiguresTable>;
}

/** Lays out all figures between groups. */
export function allFiguresModel(report: Report): AllFiguresModel {
  const what = "Figures between groups";
  const attributes = report.attributes.map((attribute) => ({
    attribute,
    tables: settingTables(report, { what, attribute }, (setting) =>
      allFiguresTable(setting, attribute, report.decimals),
    ),
  }));
  return { attributes };
}

/** The metrics of the tables. */
export function allFiguresShown({ settings, attributes }: Report): readonly string[] {
  return attributes.flatMap((attribute) =>
    settings.flatMap((setting) => allFiguresMetrics(setting, attribute)),
  );
}
