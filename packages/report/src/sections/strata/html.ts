import { groupedDigits } from "@fairline/core";
import { drawForest } from "../../charts/draw-forest.ts";
import type { Footnotes } from "../../tables/footnotes.ts";
import { capitalized } from "../../format/text.ts";
import {
  cellMarkup,
  chartFigure,
  folded,
  footnotesMarkup,
  scrolling,
} from "../../html/elements.ts";
import { markup, type Markup } from "../../html/markup.ts";
import { groupsTable } from "../groups/html.ts";
import type { StrataColumn, StrataModel } from "./model.ts";
import type { StratumView } from "./view.ts";

/** Gaps within the values of other columns, beside those over all rows. */
export function strataHtml({ shownSetting, columns }: StrataModel): readonly Markup[] {
  const at = shownSetting === undefined ? "" : ` The figures are those with ${shownSetting}.`;
  return [
    markup`<p>The gap over all rows (the diamond) beside the gap among the rows of each stratum. They can differ, even in direction (“other way”), where groups are spread unevenly over the strata. Which of them matters depends on whether the stratum is itself a path of unequal treatment; no figure settles that.${at}</p>`,
    ...columns.map(columnMarkup),
  ];
}

function columnMarkup(column: StrataColumn): Markup {
  const { attribute, by, strata } = column.view;
  return markup`<div data-attribute="${attribute}">
<h3>By ${attribute}, within ${by}</h3>
<div class="charts">${chartFigure(drawForest(column.forest), `All rows, and each ${by}`, attribute)}</div>
${tableMarkup(column)}
${folded(
  `The groups within each ${by}`,
  strata.map(({ name, groups }) =>
    groupsTable(groups, `Groups by ${attribute} within ${by}=${name}`),
  ),
)}
</div>
`;
}

function tableMarkup({ view, gapHead, caption, notes }: StrataColumn): Markup {
  return markup`${scrolling(
    caption,
    markup`<table class="sortable"><caption><span>${caption}</span></caption><thead><tr><th scope="col">${capitalized(view.by)}</th><th scope="col" class="number">${gapHead}</th><th scope="col">Lowest and highest group</th><th scope="col" class="number">Rows of the smallest</th></tr></thead><tbody>${view.strata.map((stratum) => rowMarkup(stratum, notes))}</tbody></table>`,
  )}
${footnotesMarkup(notes)}`;
}

function rowMarkup(
  { name, gap, between, n, isSmall, isReversed }: StratumView,
  notes: Footnotes,
): Markup {
  return markup`<tr${isSmall ? markup` class="weak"` : markup``}><th scope="row">${name}</th>${cellMarkup(gap, notes)}<td>${
    between === undefined ? "" : `${between.lowest} – ${between.highest}`
  }${isReversed ? markup` <span class="tag">other way</span>` : markup``}</td><td class="number" data-value="${n}">${groupedDigits(n)}${isSmall ? " †" : ""}</td></tr>`;
}
