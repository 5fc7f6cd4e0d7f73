import { SMALL_GROUP, groupedDigits } from "@fairline/core";
import { drawForest } from "../../charts/draw-forest.ts";
import { capitalized } from "../../format/text.ts";
import { withUnit } from "../../format/units.ts";
import {
  cellMarkup,
  chartFigure,
  folded,
  footnotesMarkup,
  otherSettings,
  scrolling,
} from "../../html/elements.ts";
import { markup, type Markup } from "../../html/markup.ts";
import type { Footnotes } from "../../tables/footnotes.ts";
import type { AttributeGroups, GroupsModel } from "./model.ts";
import type { GroupRow, GroupTable } from "./table.ts";

/** The figures of each group: charts and a table at the reference, tables of the other settings on demand. */
export function groupsHtml({ legend, attributes }: GroupsModel): readonly Markup[] {
  return [markup`<p>${legend}</p>`, ...attributes.map(attributeMarkup)];
}

function attributeMarkup({ attribute, charts, tables }: AttributeGroups): Markup {
  const [shown, ...others] = tables;
  return markup`<div data-attribute="${attribute}">
<h3>By ${attribute}</h3>
<div class="charts">${charts.map(({ caption, forest }) => chartFigure(drawForest(forest), caption, attribute))}</div>
${groupsTable(shown.table, shown.caption)}
${otherSettings(
  attribute,
  others.map(({ title, caption, table }) =>
    folded(title, [groupsTable(table, caption)], others.length <= 1),
  ),
)}
</div>
`;
}

/** A table of groups with its notes. */
export function groupsTable(
  { columns, rows, overall, notes }: GroupTable,
  caption: string,
): Markup {
  const foot =
    overall === undefined ? markup`` : markup`<tfoot>${rowMarkup(overall, notes)}</tfoot>`;
  const heads = columns.map(
    ({ label, unit }) =>
      markup`<th scope="col" class="number">${capitalized(withUnit(label, unit))}</th>`,
  );
  return markup`${scrolling(
    caption,
    markup`<table class="sortable"><caption><span>${caption}</span></caption><thead><tr><th scope="col">Group</th><th scope="col" class="number">Rows</th>${heads}</tr></thead><tbody>${rows.map((row) => rowMarkup(row, notes))}</tbody>${foot}</table>`,
  )}
${footnotesMarkup(notes)}`;
}

function rowMarkup({ group, n, isSmall, cells }: GroupRow, notes: Footnotes): Markup {
  return markup`<tr${isSmall ? markup` class="weak"` : markup``}><th scope="row">${group}${
    isSmall ? markup` <abbr title="Fewer than ${SMALL_GROUP} rows">†</abbr>` : markup``
  }</th><td class="number" data-value="${n}">${groupedDigits(n)}</td>${cells.map((cell) => cellMarkup(cell, notes))}</tr>`;
}
