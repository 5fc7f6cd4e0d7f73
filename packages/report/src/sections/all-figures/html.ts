import { groupedDigits } from "@fairline/core";
import { noteNumber } from "../../tables/footnotes.ts";
import { capitalized } from "../../format/text.ts";
import {
  cellMarkup,
  folded,
  footnotesMarkup,
  otherSettings,
  scrolling,
} from "../../html/elements.ts";
import { markup, type Markup } from "../../html/markup.ts";
import type { SettingTable } from "../setting-tables.ts";
import type { AllFiguresModel, AttributeFigures } from "./model.ts";
import type { AllFiguresTable } from "./table.ts";

/** All figures between groups: a table at the reference, those of the other settings on demand. */
export function allFiguresHtml({ attributes }: AllFiguresModel): readonly Markup[] {
  return [
    markup`<p>A difference is the largest figure of a group minus the smallest, a ratio the smallest divided by the largest; “to overall” compares each group with all rows instead. Differences of rates are in percentage points, other figures are plain numbers.</p>`,
    ...attributes.map(attributeMarkup),
  ];
}

function attributeMarkup({ attribute, tables }: AttributeFigures): Markup {
  const [reference, ...others] = tables;
  return markup`<div data-attribute="${attribute}">
<h3>By ${attribute}</h3>
${tableMarkup(reference)}
${otherSettings(
  attribute,
  others.map((setting) => folded(setting.title, [tableMarkup(setting)])),
)}
</div>
`;
}

function tableMarkup({ caption, table }: SettingTable<AllFiguresTable>): Markup {
  return markup`${scrolling(
    caption,
    markup`<table class="sortable"><caption><span>${caption}</span></caption><thead><tr><th scope="col">Compared</th>${table.comparisons.map(
      ({ label }) => markup`<th scope="col" class="number">${capitalized(label)}</th>`,
    )}<th scope="col">Lowest and highest group</th><th scope="col" class="number">Rows of the smallest</th></tr></thead><tbody>${rowsMarkup(table)}</tbody></table>`,
  )}
${othersMarkup(table)}
${footnotesMarkup(table.notes)}`;
}

function rowsMarkup({ rows, notes }: AllFiguresTable): Markup[] {
  return rows.map(
    ({ label, cells, n, isSmall, between }) =>
      markup`<tr${isSmall ? markup` class="weak"` : markup``}><th scope="row">${capitalized(label)}</th>${cells.map((cell) => cellMarkup(cell, notes))}<td>${
        between === undefined ? "" : `${between.lowest} – ${between.highest}`
      }</td><td class="number" data-value="${n}">${groupedDigits(n)}${isSmall ? " †" : ""}</td></tr>`,
  );
}

function othersMarkup({ others, notes }: AllFiguresTable): Markup {
  if (others.length === 0) return markup``;
  return markup`<ul>${others.map(({ label, cell }) => {
    const note = noteNumber(notes, cell);
    return markup`<li>${capitalized(label)}: <b>${cell.text}</b>${note === undefined ? markup`` : markup`<sup>${note}</sup>`}${
      cell.interval === undefined ? "" : ` (${cell.interval})`
    }</li>`;
  })}</ul>`;
}
