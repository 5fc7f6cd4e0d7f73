import { drawForest } from "../../charts/draw-forest.ts";
import { chartFigure } from "../../html/elements.ts";
import { markup, type Markup } from "../../html/markup.ts";
import type { GapsModel } from "./model.ts";

/** A chart of the gaps by each attribute. */
export function gapsHtml({ legend, charts }: GapsModel): readonly Markup[] {
  return [
    markup`<p>${legend}</p>`,
    markup`<div class="charts">${charts.map(({ attribute, caption, forest }) =>
      forest === undefined
        ? markup`<p data-attribute="${attribute}">By ${attribute}: no gap is defined.</p>`
        : chartFigure(drawForest(forest), caption, attribute),
    )}</div>`,
  ];
}
