// Plot draws into a document: its types, and those of linkedom, are the DOM's.
/// <reference lib="dom" />
import { visibleText } from "@fairline/core";
import { plot, type Plot, type PlotOptions } from "@observablehq/plot";
import { parseHTML } from "linkedom";

/** How a chart is read out. */
export interface ChartWords {
  /** Unique on its page; `<id>-title` and `<id>-desc` are used too. */
  readonly id: string;
  readonly title: string;
  /** What the chart shows, with its main figures: what one hears instead of seeing it. */
  readonly description: string;
}

/** Width of a chart in its own units; a page may scale it. */
export const CHART_WIDTH = 440;

/** How grid lines look. */
export const GRID = { stroke: "var(--grid)", strokeOpacity: 1 } as const;

/** How axes look: no strokes, the name in the middle. */
export const AXIS = {
  tickSize: 0,
  labelAnchor: "center",
  labelArrow: "none",
  fill: "var(--muted)",
} as const;

/** Size of the text in charts. */
export const FONT_SIZE = 13;

/**
 * Draws a plot as an SVG element that stands alone: without a style sheet, with a title and a description. The same options
 * give the same text. Colours are the page's custom properties (`var(--accent)`), so that dark pages redraw nothing.
 */
export function drawPlot(options: PlotOptions, { id, title, description }: ChartWords): string {
  const svg = render(options);
  svg.querySelector("style")?.remove();
  svg.setAttribute("font-size", String(FONT_SIZE));
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-labelledby", `${id}-title ${id}-desc`);
  const words = [
    ["title", title],
    ["desc", description],
  ] as const;
  const elements = words.map(([name, text]) => {
    const element = svg.ownerDocument.createElementNS("http://www.w3.org/2000/svg", name);
    element.setAttribute("id", `${id}-${name}`);
    element.textContent = text;
    return element;
  });
  svg.prepend(...elements);
  return visibleText(svg.outerHTML);
}

/** The pixels of a plot's linear scales, in the units of {@link CHART_WIDTH}. */
export function plotPixels(options: PlotOptions): {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
} {
  const drawn = render(options);
  const pixels = (name: "x" | "y") => {
    const scale = drawn.scale(name);
    // A linear scale gives numbers; a chart without the scale is our bug.
    return (value: number): number => scale?.apply(value) as number;
  };
  return { x: pixels("x"), y: pixels("y") };
}

function render(options: PlotOptions): (SVGSVGElement | HTMLElement) & Plot {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  return plot({
    width: CHART_WIDTH,
    className: "plot",
    ...options,
    document,
  });
}

/** The width of a text in a chart, estimated: exact widths would need the reader's fonts. */
export function textWidth(text: string): number {
  return text.length * FONT_SIZE * 0.54;
}

/** Cuts a text that would be wider than `width`, with an ellipsis. */
export function fitText(text: string, width: number): string {
  const most = Math.floor(width / (FONT_SIZE * 0.54));
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}

/** Breaks a text that would be wider than `width` into two lines, after a space or a hyphen, and cuts the second if need be. */
export function fitTwoLines(text: string, width: number): string {
  const most = Math.floor(width / (FONT_SIZE * 0.54));
  if (text.length <= most) return text;
  const room = text.slice(0, most + 1);
  const at = Math.max(room.lastIndexOf(" "), room.slice(0, most).lastIndexOf("-")) + 1;
  const end = at > most / 3 ? at : most;
  return `${text.slice(0, end).trimEnd()}\n${fitText(text.slice(end), width)}`;
}
