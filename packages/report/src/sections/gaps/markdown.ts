import { cellOf, numberNotes, type Cell } from "../../format/figure-cell.ts";
import type { GapRow } from "./model.ts";
import { metricWords } from "../../format/metric-words.ts";
import { capitalized } from "../../format/text.ts";
import { withUnit } from "../../format/units.ts";
import type { AttributeView } from "../attribute-view.ts";
import type { ReportModel } from "../../report.ts";
import { figureOf } from "../../figures/setting.ts";
import { cellMarkdown, noteLines, numbers, table, texts } from "../../markdown/table.ts";
import { escapeMarkdown } from "../../markdown/text.ts";

/** The gaps: of every setting of a matrix beside its performance, or of several metrics at the only setting. */
export function gapsMarkdown(model: ReportModel): string {
  const body = model.settings.length > 1 ? settingsTable(model) : metricsTable(model);
  return `## Gaps between groups\n\n${body}`;
}

function settingsTable(model: ReportModel): string {
  const { settings, reference, attributes, gap, performance, decimals } = model;
  const hasSeeds = settings.some(({ members }) => members > 1);
  const columns = [
    ...(performance === undefined ? [] : [{ metric: performance, view: undefined }]),
    ...attributes.map((view) => ({ metric: gap, view })),
  ];
  const cells = settings.map((setting) =>
    columns.map(({ metric, view }) =>
      cellOf(figureOf(setting, metric, view?.attribute ?? null), metric, decimals),
    ),
  );
  const notes = numberNotes(cells.flat());
  const rows = settings.map((setting, row) => [
    `${escapeMarkdown(setting.label)}${setting === reference ? " (reference)" : ""}`,
    ...(hasSeeds ? [String(setting.members)] : []),
    ...cells[row]!.map((cell, i) => {
      const text = cellMarkdown(cell, notes);
      return isOnFront(columns[i]?.view, row) ? `**${text}**` : text;
    }),
  ]);
  const heads = columns.map(({ metric, view }) => {
    const { label, unit } = metricWords(metric);
    const name = view === undefined ? label : `gap by ${view.attribute}`;
    return numbers(escapeMarkdown(capitalized(withUnit(name, unit))));
  });
  return joined([
    table([texts("Setting"), ...(hasSeeds ? [numbers("Seeds")] : []), ...heads], rows),
    noteLines(notes),
    escapeMarkdown(legend(model)),
  ]);
}

function legend({ attributes, gap, performance }: ReportModel): string {
  const hasFront = attributes.some(({ front }) => front !== undefined);
  const front =
    hasFront && performance !== undefined
      ? ` Bold gaps are on the front: no other setting is better in ${metricWords(performance).label} or gap and as good in the other.`
      : "";
  return `The gap is the ${metricWords(gap).label}.${front}`;
}

function isOnFront(view: AttributeView | undefined, row: number): boolean {
  return view?.settings[row]?.isOnFront === true;
}

function metricsTable({ attributes, decimals, gap }: ReportModel): string {
  const byLabel = new Map<string, (GapRow | undefined)[]>();
  for (const [i, { gaps }] of attributes.entries()) {
    for (const row of gaps.rows) {
      const rows = byLabel.get(row.label) ?? attributes.map(() => undefined);
      rows[i] = row;
      byLabel.set(row.label, rows);
    }
  }
  const cells = [...byLabel].map(([label, rows]) => ({
    label,
    cells: rows.map((row): Cell => cellOf(row?.figure, row?.figure.metric ?? gap, decimals)),
  }));
  const notes = numberNotes(cells.flatMap((row) => row.cells));
  const { unit } = metricWords(gap);
  return joined([
    table(
      [
        texts("Gap"),
        ...attributes.map(({ attribute }) =>
          numbers(escapeMarkdown(capitalized(withUnit(`by ${attribute}`, unit)))),
        ),
      ],
      cells.map((row) => [
        escapeMarkdown(capitalized(row.label)),
        ...row.cells.map((cell) => cellMarkdown(cell, notes)),
      ]),
    ),
    noteLines(notes),
  ]);
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}
