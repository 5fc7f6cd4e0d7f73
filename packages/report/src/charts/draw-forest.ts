import {
  axisX,
  axisY,
  dot,
  gridX,
  ruleX,
  ruleY,
  text,
  tickX,
  type Markish,
} from "@observablehq/plot";
import { AXIS, CHART_WIDTH, drawPlot, fitTwoLines, GRID, textWidth } from "./plot.ts";
import type { Forest, ForestLine, ForestRow } from "./forest.ts";

const LABEL_WIDTH = 150;
const BOTTOM = 40;

/** Draws a forest plot. */
export function drawForest(forest: Forest): string {
  const { words, rows, axisLabel, domain, lines, hasNumbers } = forest;
  const keyed = rows.map((row, i) => ({ ...row, key: String(i) }));
  const labels = rows.map(({ label }) => fitTwoLines(label, LABEL_WIDTH));
  const rowHeight = labels.some((label) => label.includes("\n")) ? 34 : 26;
  const left = Math.min(LABEL_WIDTH, Math.max(...rows.map(({ label }) => textWidth(label)))) + 18;
  const right = hasNumbers ? Math.max(...rows.map((row) => textWidth(row.intervalText))) + 58 : 14;
  const top = lines.length > 0 ? 22 : 6;
  const ticks = Math.max(3, Math.round((CHART_WIDTH - left - right) / 55));
  return drawPlot(
    {
      height: top + rows.length * rowHeight + BOTTOM,
      marginLeft: left,
      marginRight: right,
      marginTop: top,
      marginBottom: BOTTOM,
      x: { domain: [...domain], label: null },
      y: { type: "band", domain: keyed.map(({ key }) => key), label: null },
      marks: [
        gridX({ ...GRID, ticks }),
        axisX({ ...AXIS, ticks, label: axisLabel }),
        axisY({
          tickSize: 0,
          tickPadding: 12,
          fill: "var(--ink)",
          tickFormat: (key: string) => labels[Number(key)]!,
        }),
        ...lineMarks(lines),
        ...estimateMarks(keyed),
        ...(hasNumbers ? numberMarks(keyed, right) : []),
      ],
    },
    words,
  );
}

type KeyedRow = ForestRow & { readonly key: string };

function estimateMarks(rows: readonly KeyedRow[]): Markish[] {
  const drawn = rows.filter(({ value }) => Number.isFinite(value));
  const withInterval = drawn.filter(({ low, high }) => Number.isFinite(low + high));
  const seeds = drawn.flatMap((row) =>
    row.seeds.length < 2 ? [] : row.seeds.map((seed) => ({ key: row.key, seed })),
  );
  return [
    text(
      rows.filter(({ value }) => Number.isNaN(value)),
      {
        y: "key",
        frameAnchor: "left",
        textAnchor: "start",
        text: () => "no figure",
        fill: "var(--muted)",
        fontStyle: "italic",
      },
    ),
    ruleY(withInterval, {
      y: "key",
      x1: "low",
      x2: "high",
      stroke: "var(--interval)",
      strokeWidth: 5,
      strokeLinecap: "round",
    }),
    tickX(seeds, {
      y: "key",
      x: "seed",
      stroke: "var(--ink)",
      strokeWidth: 1,
      insetTop: 8,
      insetBottom: 8,
    }),
    dot(drawn, {
      y: "key",
      x: "value",
      symbol: (row: KeyedRow) => (row.isReference ? "diamond" : "circle"),
      r: 5,
      fill: (row: KeyedRow) => (row.isWeak ? "var(--page)" : "var(--accent)"),
      stroke: "var(--accent)",
      strokeWidth: 2,
      title: (row: KeyedRow) =>
        `${row.label}: ${row.valueText}${row.intervalText === "" ? "" : ` (${row.intervalText})`}`,
    }),
  ];
}

function lineMarks(lines: readonly ForestLine[]): Markish[] {
  const color = ({ kind }: ForestLine): string =>
    kind === "limit" ? "var(--limit)" : "var(--muted)";
  return lines.flatMap((line) => [
    ruleX([line], {
      x: "value",
      stroke: color(line),
      strokeWidth: 1.5,
      strokeDasharray: line.kind === "limit" ? "6 3" : "1 3",
    }),
    text([line], { x: "value", text: "label", frameAnchor: "top", dy: -14, fill: color(line) }),
  ]);
}

/** The numbers of each row, in two columns at the right of the frame. */
function numberMarks(rows: readonly KeyedRow[], marginRight: number): Markish[] {
  const column = { y: "key", frameAnchor: "right", fill: "var(--ink)" } as const;
  const valueEnd = 48;
  return [
    text(rows, {
      ...column,
      text: "valueText",
      textAnchor: "end",
      dx: valueEnd,
      fontWeight: "bold",
    }),
    text(rows, {
      ...column,
      text: "intervalText",
      textAnchor: "end",
      dx: Math.min(marginRight, CHART_WIDTH) - 2,
      fill: "var(--muted)",
    }),
  ];
}
