import { drawTradeOff } from "../../charts/draw-trade-off.ts";
import { capitalized } from "../../format/text.ts";
import { chartFigure, folded, scrolling } from "../../html/elements.ts";
import { markup, type Markup } from "../../html/markup.ts";
import type { FrontModel } from "./model.ts";
import type { SettingsTable } from "./settings-table.ts";

/** Performance against the gap over the settings of a matrix, as charts and as a table. */
export function frontHtml({ legend, charts, table }: FrontModel): readonly Markup[] {
  const figures = charts.map(({ attribute, tradeOff }) =>
    chartFigure(drawTradeOff(tradeOff), `By ${attribute}`, attribute),
  );
  return [
    markup`<p>${legend}</p>`,
    ...(figures.length === 0 ? [] : [markup`<div class="charts">${figures}</div>`]),
    settingsMarkup(table),
  ];
}

/** Up to this many settings are shown without folding. */
const OPEN_SETTINGS = 12;

function settingsMarkup({ caption, hasSeeds, heads, rows }: SettingsTable): Markup {
  const table = scrolling(
    caption,
    markup`<table class="sortable"><caption><span>${caption}</span></caption><thead><tr><th scope="col">Setting</th>${
      hasSeeds ? markup`<th scope="col" class="number">Seeds</th>` : markup``
    }${heads.map((head) => markup`<th scope="col" class="number">${capitalized(head)}</th>`)}</tr></thead><tbody>${rows.map((row) => rowMarkup(row, hasSeeds))}</tbody></table>`,
  );
  return rows.length <= OPEN_SETTINGS
    ? table
    : folded(`All ${String(rows.length)} settings as a table`, [table]);
}

function rowMarkup(
  { label, isReference, seeds, cells }: SettingsTable["rows"][number],
  hasSeeds: boolean,
): Markup {
  return markup`<tr><th scope="row">${label}${isReference ? markup` <span class="tag">reference</span>` : markup``}</th>${
    hasSeeds ? markup`<td class="number">${seeds}</td>` : markup``
  }${cells.map(figureCell)}</tr>`;
}

/** A figure, its interval, the range of its seeds, and whether its setting is on the front of the attribute. */
function figureCell({
  cell,
  isOnFront,
  seedRange,
}: SettingsTable["rows"][number]["cells"][number]): Markup {
  return markup`<td class="number" data-value="${String(cell.value)}">${
    isOnFront ? markup`<span class="tag">front</span> ` : markup``
  }${cell.text}${cell.interval === undefined ? markup`` : markup`<span class="interval">${cell.interval}</span>`}${
    seedRange === undefined ? markup`` : markup`<span class="range">seeds ${seedRange}</span>`
  }</td>`;
}
