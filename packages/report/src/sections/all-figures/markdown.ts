import type { BetweenTable } from "./model.ts";
import { numberNotes } from "../../format/figure-cell.ts";
import { KIND_NAMES } from "../../format/metric-words.ts";
import { countText } from "../../format/numbers.ts";
import { capitalized } from "../../format/text.ts";
import type { ReportModel } from "../../report.ts";
import { cellMarkdown, noteLines, numbers, table, texts } from "../../markdown/table.ts";
import { escapeMarkdown, folded } from "../../markdown/text.ts";

/** All figures between groups at the reference, folded. */
export function betweenMarkdown({ attributes }: ReportModel): string {
  return [
    "## All figures between groups",
    ...attributes.map(({ attribute, settings }) =>
      folded(`By ${attribute}`, tableMarkdown(settings[0]!.between)),
    ),
  ].join("\n\n");
}

function tableMarkdown({ kinds, rows, others }: BetweenTable): string {
  const notes = numberNotes([
    ...rows.flatMap(({ cells }) => cells),
    ...others.map(({ cell }) => cell),
  ]);
  const heads = [
    texts("Compared"),
    ...kinds.map((kind) => numbers(KIND_NAMES[kind])),
    texts("Lowest and highest group"),
    numbers("Rows of the smallest"),
  ];
  const lines = rows.map(({ label, cells, n, isSmall, between }) => [
    escapeMarkdown(capitalized(label)),
    ...cells.map((cell) => cellMarkdown(cell, notes)),
    between === undefined
      ? ""
      : `${escapeMarkdown(between.lowest)} – ${escapeMarkdown(between.highest)}`,
    `${countText(n)}${isSmall ? " †" : ""}`,
  ]);
  return [
    table(heads, lines),
    others
      .map(
        ({ label, cell }) =>
          `- ${escapeMarkdown(capitalized(label))}: ${cellMarkdown(cell, notes)}`,
      )
      .join("\n"),
    noteLines(notes),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}
