import { drawForest, forestDomain } from "../../charts/forest.ts";
import { axisValue, forestRow, forestText } from "../../charts/forest-row.ts";
import { markup, type Markup } from "../../html/markup.ts";
import { numberNotes } from "../../format/figure-cell.ts";
import { SMALL_GROUP } from "../../figures/figure.ts";
import type { GroupRow, GroupTable } from "./model.ts";
import { figureText, countText } from "../../format/numbers.ts";
import { capitalized } from "../../format/text.ts";
import { withUnit } from "../../format/units.ts";
import type { AttributeView, SettingTables } from "../attribute-view.ts";
import type { ReportModel } from "../../report.ts";
import { figureOf } from "../../figures/setting.ts";
import {
  cellMarkup,
  chartFigure,
  folded,
  noteList,
  scrolling,
  section,
} from "../../html/elements.ts";

/** The figures of each group: charts and a table at the reference, tables of the other settings on demand. */
export function groupsSection(model: ReportModel): Markup {
  return section("groups", "Groups", [
    markup`<p>${legend(model)}</p>`,
    ...model.attributes.map((view, i) => attributeMarkup(view, model, i + 1)),
  ]);
}

function legend({ attributes, settings, data, reference }: ReportModel): string {
  const rows = attributes.flatMap((view) => view.settings[0]!.groups.rows);
  const hasIntervals = rows.some(({ cells }) => cells.some((cell) => cell.interval !== undefined));
  return [
    `A dot is the figure of a group${hasIntervals ? `; the bar is its ${data.intervalName}` : ""}; the dotted line is the figure of all rows.`,
    ...(rows.some(({ isSmall }) => isSmall)
      ? [`Hollow dots and † mark groups of fewer than ${String(SMALL_GROUP)} rows.`]
      : []),
    ...(settings.length > 1
      ? [
          `The charts show ${reference === undefined ? "" : "the reference, "}${settings[0]!.label}.`,
        ]
      : []),
  ].join(" ");
}

function attributeMarkup(view: AttributeView, model: ReportModel, number: number): Markup {
  const [shown, ...others] = view.settings;
  return markup`<div data-attribute="${view.attribute}">
<h3>By ${view.attribute}</h3>
${
  shown === undefined
    ? markup``
    : markup`<div class="charts">${groupCharts(shown, model, number)}</div>
${tableMarkup(shown, model)}`
}
${
  others.length === 0
    ? markup``
    : folded(
        `The other ${countedSettings(others.length)}, by ${view.attribute}`,
        others.map((tables) =>
          folded(settingTitle(tables), [tableMarkup(tables, model)], others.length <= 1),
        ),
      )
}
</div>
`;
}

/** `1 setting`, `4 settings`. */
export function countedSettings(count: number): string {
  return count === 1 ? "setting" : `${String(count)} settings`;
}

/** A setting's name, with what it is to the matrix. */
export function settingTitle({ setting, isOnFront }: SettingTables): string {
  return isOnFront ? `${setting.label} (on the front)` : setting.label;
}

function groupCharts(
  { setting, groups }: SettingTables,
  { decimals }: ReportModel,
  number: number,
): Markup[] {
  return groups.columns.map(({ metric, label, unit }, column) => {
    const rows = groups.rows.flatMap(({ group, isSmall }) => {
      const figure = figureOf(setting, metric, groups.attribute, group);
      const row = figure && forestRow(figure, { label: group, decimals, isReference: false });
      return row === undefined ? [] : [{ ...row, isWeak: isSmall }];
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
    const svg = drawForest({
      words: {
        id: `group-${String(number)}-${String(column + 1)}`,
        title: `${capitalized(label)} by ${groups.attribute}`,
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
    });
    return chartFigure(svg, capitalized(label), groups.attribute);
  });
}

function tableMarkup({ setting, groups }: SettingTables, { split }: ReportModel): Markup {
  const at = setting.label === "" ? "" : ` with ${setting.label}`;
  return groupsTable(groups, `Groups by ${groups.attribute}${at}, split ${split}`);
}

/** A table of groups with its notes. */
export function groupsTable(groups: GroupTable, caption: string): Markup {
  const shown = groups.overall === undefined ? groups.rows : [...groups.rows, groups.overall];
  const notes = numberNotes(shown.flatMap(({ cells }) => cells));
  const hasSmall = groups.rows.some(({ isSmall }) => isSmall);
  const foot =
    groups.overall === undefined
      ? markup``
      : markup`<tfoot>${rowMarkup(groups.overall, notes)}</tfoot>`;
  return markup`${scrolling(
    caption,
    markup`<table class="sortable"><caption><span>${caption}</span></caption><thead><tr><th scope="col">Group</th><th scope="col" class="number">Rows</th>${headings(groups)}</tr></thead><tbody>${groups.rows.map((row) => rowMarkup(row, notes))}</tbody>${foot}</table>`,
  )}
${noteList(notes, hasSmall ? [`† Fewer than ${String(SMALL_GROUP)} rows: read with care.`] : [])}`;
}

function headings({ columns }: GroupTable): Markup[] {
  return columns.map(
    ({ label, unit }) =>
      markup`<th scope="col" class="number">${capitalized(withUnit(label, unit))}</th>`,
  );
}

function rowMarkup(
  { group, n, isSmall, cells }: GroupRow,
  notes: ReadonlyMap<string, number>,
): Markup {
  return markup`<tr${isSmall ? markup` class="weak"` : markup``}><th scope="row">${group}${
    isSmall ? markup` <abbr title="Fewer than ${SMALL_GROUP} rows">†</abbr>` : markup``
  }</th><td class="number" data-value="${n}">${countText(n)}</td>${cells.map((cell) => cellMarkup(cell, notes))}</tr>`;
}
