import {
  axisX,
  axisY,
  dot,
  gridX,
  gridY,
  line,
  ruleX,
  ruleY,
  text,
  type Markish,
  type PlotOptions,
} from "@observablehq/plot";
import {
  AXIS,
  CHART_WIDTH,
  drawPlot,
  fitText,
  FONT_SIZE,
  GRID,
  plotPixels,
  textWidth,
} from "./plot.ts";
import { placeLabels, type Box } from "./place-labels.ts";
import type { TradeOff, TradeOffPoint } from "./trade-off.ts";

const HEIGHT = 330;
const MARGIN = { left: 64, right: 18, top: 14, bottom: 42 } as const;
const LABEL_WIDTH = 130;
/** From the corner to the words about what is better. */
const CORNER = 8;

/** Draws the settings, the spread of their seeds, and the front as a line through the points that no other dominates. */
export function drawTradeOff(chart: TradeOff): string {
  const options = frameOptions(chart);
  return drawPlot(
    { ...options, marks: [...(options.marks ?? []), labelMark(chart, options)] },
    chart.words,
  );
}

function frameOptions(chart: TradeOff): PlotOptions {
  const { points, betterCorner } = chart;
  const front = points.filter(({ isOnFront }) => isOnFront).sort((a, b) => a.x - b.x || a.y - b.y);
  const [vertical, horizontal] = betterCorner.split("-");
  return {
    height: HEIGHT,
    marginLeft: MARGIN.left,
    marginRight: MARGIN.right,
    marginTop: MARGIN.top,
    marginBottom: MARGIN.bottom,
    x: { domain: [...domain(points.flatMap(({ x, xSpread }) => [x, ...xSpread]))], label: null },
    y: { domain: [...domain(points.flatMap(({ y, ySpread }) => [y, ...ySpread]))], label: null },
    marks: [
      gridX({ ...GRID, ticks: 6 }),
      gridY({ ...GRID, ticks: 6 }),
      axisX({ ...AXIS, ticks: 6, label: chart.xLabel }),
      axisY({ ...AXIS, ticks: 6, label: chart.yLabel }),
      text([chart.betterLabel], {
        frameAnchor: betterCorner,
        dx: horizontal === "left" ? CORNER : -CORNER,
        dy: vertical === "top" ? CORNER : -CORNER,
        fill: "var(--muted)",
        fontStyle: "italic",
      }),
      ...spreadMarks(points),
      line(front, { x: "x", y: "y", stroke: "var(--front)", strokeWidth: 2 }),
      ...pointMarks(points),
    ],
  };
}

function spreadMarks(points: readonly TradeOffPoint[]): Markish[] {
  const style = { stroke: "var(--interval)", strokeWidth: 2, strokeLinecap: "round" } as const;
  return [
    ruleY(points, {
      y: "y",
      x1: (point: TradeOffPoint) => point.xSpread[0],
      x2: (point: TradeOffPoint) => point.xSpread[1],
      ...style,
    }),
    ruleX(points, {
      x: "x",
      y1: (point: TradeOffPoint) => point.ySpread[0],
      y2: (point: TradeOffPoint) => point.ySpread[1],
      ...style,
    }),
  ];
}

function pointMarks(points: readonly TradeOffPoint[]): Markish[] {
  return [
    dot(points, {
      x: "x",
      y: "y",
      r: 5.5,
      symbol: (point: TradeOffPoint) => (point.isReference ? "diamond" : "circle"),
      fill: (point: TradeOffPoint) => (point.isOnFront ? "var(--front)" : "var(--page)"),
      stroke: (point: TradeOffPoint) => (point.isOnFront ? "var(--front)" : "var(--muted)"),
      strokeWidth: 2,
      title: "title",
    }),
  ];
}

/** The names of the settings, placed by a first drawing's scales. */
function labelMark({ points, betterLabel, betterCorner }: TradeOff, options: PlotOptions): Markish {
  const pixels = plotPixels(options);
  const dots = points.map((point) => ({
    ...point,
    label: fitText(point.label, LABEL_WIDTH),
    px: pixels.x(point.x),
    py: pixels.y(point.y),
  }));
  const inner: Box = {
    left: MARGIN.left + 2,
    top: MARGIN.top,
    width: CHART_WIDTH - MARGIN.left - MARGIN.right,
    height: HEIGHT - MARGIN.top - MARGIN.bottom - 2,
  };
  // Those that matter most choose their places first.
  const order = dots.toSorted(
    (a, b) =>
      Number(b.isReference) - Number(a.isReference) || Number(b.isOnFront) - Number(a.isOnFront),
  );
  const places = placeLabels(
    order.map(({ px, py, label }) => ({ x: px, y: py, width: textWidth(label) })),
    inner,
    [cornerBox(inner, betterCorner, textWidth(betterLabel))],
  );
  const shown = order.flatMap((point, i) => {
    const place = places[i];
    return place === undefined ? [] : [{ ...point, ...place }];
  });
  return text(shown, {
    x: { value: (point: (typeof shown)[number]) => point.left, scale: null },
    y: { value: (point: (typeof shown)[number]) => point.middle, scale: null },
    text: "label",
    textAnchor: "start",
    fill: "var(--ink)",
    stroke: "var(--page)",
    strokeWidth: 3,
  });
}

/** Where the words about what is better stand. */
function cornerBox(frame: Box, corner: TradeOff["betterCorner"], width: number): Box {
  const [vertical, horizontal] = corner.split("-");
  const height = FONT_SIZE * 1.5;
  return {
    left: horizontal === "left" ? frame.left + CORNER : frame.left + frame.width - CORNER - width,
    top: vertical === "top" ? frame.top + CORNER : frame.top + frame.height - CORNER - height,
    width,
    height,
  };
}

/** The extent with room around it for labels; shares and gaps do not go below 0. */
function domain(values: readonly number[]): readonly [number, number] {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const pad = (most - least) * 0.12 || Math.abs(most) * 0.1 || 1;
  return [least >= 0 ? Math.max(0, least - pad) : least - pad, most + pad];
}
