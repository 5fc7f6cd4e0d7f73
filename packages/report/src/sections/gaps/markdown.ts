import { cellMarkdown, footnotesMarkdown, numbers, table, texts } from "../../markdown/table.ts";
import { escapeMarkdown } from "../../markdown/text.ts";
import { capitalized } from "../../format/text.ts";
import type { SettingsTable } from "../front/settings-table.ts";
import type { MetricsTable } from "./metrics-table.ts";
import type { GapsModel } from "./model.ts";

/** The gaps: of every setting of a matrix beside its performance, or of several metrics at the only setting. */
export function gapsMarkdown({ table: gaps }: GapsModel): readonly string[] {
  return gaps.rows === "settings"
    ? [...settingsMarkdown(gaps.settings), escapeMarkdown(gaps.legend)]
    : metricsMarkdown(gaps.metrics);
}

function settingsMarkdown({ hasSeeds, heads, rows, notes }: SettingsTable): readonly string[] {
  const lines = rows.map(({ label, isReference, seeds, cells }) => [
    `${escapeMarkdown(label)}${isReference ? " (reference)" : ""}`,
    ...(hasSeeds ? [String(seeds)] : []),
    ...cells.map(({ cell, isOnFront }) => {
      const text = cellMarkdown(cell, notes);
      return isOnFront ? `**${text}**` : text;
    }),
  ]);
  return [
    table(
      [texts("Setting"), ...(hasSeeds ? [numbers("Seeds")] : []), ...figureHeads(heads)],
      lines,
    ),
    footnotesMarkdown(notes),
  ];
}

function metricsMarkdown({ heads, rows, notes }: MetricsTable): readonly string[] {
  const lines = rows.map(({ label, cells }) => [
    escapeMarkdown(capitalized(label)),
    ...cells.map((cell) => cellMarkdown(cell, notes)),
  ]);
  return [table([texts("Gap"), ...figureHeads(heads)], lines), footnotesMarkdown(notes)];
}

function figureHeads(names: readonly string[]): ReturnType<typeof numbers>[] {
  return names.map((name) => numbers(escapeMarkdown(capitalized(name))));
}
