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
import {
  AXIS,
  CHART_WIDTH,
  drawPlot,
  fitTwoLines,
  GRID,
  textWidth,
  type ChartWords,
} from "./plot.ts";

/** A forest plot: one row per estimate, a dot with its interval, and where wanted the numbers at the right. */
export interface Forest {
  readonly words: ChartWords;
  readonly rows: readonly ForestRow[];
  /** What the axis counts, with its unit: "gap, points". */
  readonly axisLabel: string;
  /** Ends of the axis; see {@link forestDomain}. */
  readonly domain: readonly [number, number];
  /** Values to draw across all rows: limits of gates, the figure of all rows. */
  readonly lines: readonly ForestLine[];
  /** Writes values and intervals at the right: for charts without a table beside them. */
  readonly hasNumbers: boolean;
}

/** One estimate, in the axis's unit. NaN where there is none: the row then holds its text only. */
export interface ForestRow {
  readonly label: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Values to mark by small strokes; a single one is not drawn. */
  readonly seeds: readonly number[];
  /** The one that others are compared with: a diamond. */
  readonly isReference: boolean;
  /** Rests on few rows: hollow. */
  readonly isWeak: boolean;
  /** The value as the tables write it. */
  readonly valueText: string;
  /** The interval as the tables write it; empty without one. */
  readonly intervalText: string;
}

/** A line across all rows. */
interface ForestLine {
  readonly value: number;
  readonly label: string;
  readonly kind: "limit" | "overall";
}

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

/**
 * The ends of an axis that holds all rows, and other values that it should show: from 0 where the values reach below half of the largest; else around them, at least a
 * quarter of the largest wide, so that small differences do not fill the chart.
 */
export function forestDomain(
  rows: readonly Pick<ForestRow, "value" | "low" | "high" | "seeds">[],
  others: readonly (number | undefined)[] = [],
): readonly [number, number] {
  const ends = [
    ...rows.flatMap(({ value, low, high, seeds }) => [value, low, high, ...seeds]),
    ...others,
  ].filter((end): end is number => end !== undefined && Number.isFinite(end));
  if (ends.length === 0) return [0, 1];
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const pad = (most - least) * 0.06 || Math.abs(most) * 0.06 || 1;
  if (least >= 0 && least < most / 2) return [0, most + pad];
  const wider = Math.max(0, Math.abs(most) / 4 - (most - least)) / 2;
  return [least - pad - wider, most + pad + wider];
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
