import { markup, type Markup } from "../../html/markup.ts";
import type { BetweenTable } from "./model.ts";
import { numberNotes } from "../../format/figure-cell.ts";
import { SMALL_GROUP } from "../../figures/figure.ts";
import { KIND_NAMES } from "../../format/metric-words.ts";
import { countText } from "../../format/numbers.ts";
import { capitalized } from "../../format/text.ts";
import type { AttributeView, SettingTables } from "../attribute-view.ts";
import type { ReportModel } from "../../report.ts";
import { countedSettings, settingTitle } from "../groups/html.ts";
import { cellMarkup, folded, noteList, scrolling, section } from "../../html/elements.ts";

/** All figures between groups: a table at the reference, those of the other settings on demand. */
export function betweenSection(model: ReportModel): Markup {
  return section("between", "All figures between groups", [
    markup`<p>A difference is the largest figure of a group less the smallest, a ratio the smallest over the largest; “to overall” compares each group with all rows instead. Differences of rates are in percentage points, other figures are plain numbers.</p>`,
    ...model.attributes.map((view) => attributeMarkup(view, model)),
  ]);
}

function attributeMarkup({ attribute, settings }: AttributeView, model: ReportModel): Markup {
  const [reference, ...others] = settings;
  return markup`<div data-attribute="${attribute}">
<h3>By ${attribute}</h3>
${reference === undefined ? markup`` : tableMarkup(reference, model)}
${
  others.length === 0
    ? markup``
    : folded(
        `The other ${countedSettings(others.length)}, by ${attribute}`,
        others.map((tables) => folded(settingTitle(tables), [tableMarkup(tables, model)])),
      )
}
</div>
`;
}

function tableMarkup({ setting, between }: SettingTables, { split }: ReportModel): Markup {
  const at = setting.label === "" ? "" : ` with ${setting.label}`;
  const caption = `Figures between groups by ${between.attribute}${at}, split ${split}`;
  const cells = [
    ...between.rows.flatMap((row) => row.cells),
    ...between.others.map(({ cell }) => cell),
  ];
  const notes = numberNotes(cells);
  const hasSmall = between.rows.some(({ isSmall }) => isSmall);
  return markup`${scrolling(
    caption,
    markup`<table class="sortable"><caption><span>${caption}</span></caption><thead><tr><th scope="col">Compared</th>${between.kinds.map(
      (kind) => markup`<th scope="col" class="number">${KIND_NAMES[kind]}</th>`,
    )}<th scope="col">Lowest and highest group</th><th scope="col" class="number">Rows of the smallest</th></tr></thead><tbody>${rowsMarkup(between, notes)}</tbody></table>`,
  )}
${othersMarkup(between, notes)}
${noteList(notes, hasSmall ? [`† Rests on a group of fewer than ${String(SMALL_GROUP)} rows: read with care.`] : [])}`;
}

function rowsMarkup({ rows }: BetweenTable, notes: ReadonlyMap<string, number>): Markup[] {
  return rows.map(
    ({ label, cells, n, isSmall, between }) =>
      markup`<tr${isSmall ? markup` class="weak"` : markup``}><th scope="row">${capitalized(label)}</th>${cells.map((cell) => cellMarkup(cell, notes))}<td>${
        between === undefined ? "" : `${between.lowest} – ${between.highest}`
      }</td><td class="number" data-value="${n}">${countText(n)}${isSmall ? " †" : ""}</td></tr>`,
  );
}

function othersMarkup({ others }: BetweenTable, notes: ReadonlyMap<string, number>): Markup {
  if (others.length === 0) return markup``;
  return markup`<ul>${others.map(({ label, cell }) => {
    const note = cell.note === undefined ? undefined : notes.get(cell.note);
    return markup`<li>${capitalized(label)}: <b>${cell.text}</b>${note === undefined ? markup`` : markup`<sup>${note}</sup>`}${
      cell.interval === undefined ? "" : ` (${cell.interval})`
    }</li>`;
  })}</ul>`;
}
