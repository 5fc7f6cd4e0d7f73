import { groupedDigits } from "@fairline/core";
import { capitalized } from "../../format/text.ts";
import { cellMarkdown, footnotesMarkdown, numbers, table, texts } from "../../markdown/table.ts";
import { escapeMarkdown, folded, paragraphs } from "../../markdown/text.ts";
import type { AllFiguresModel } from "./model.ts";
import type { AllFiguresTable } from "./table.ts";

/** All figures between groups at the reference, folded. */
export function allFiguresMarkdown({ attributes }: AllFiguresModel): readonly string[] {
  return attributes.map(({ attribute, tables }) =>
    folded(`By ${attribute}`, tableMarkdown(tables[0].table)),
  );
}

function tableMarkdown({ comparisons, rows, others, notes }: AllFiguresTable): string {
  const heads = [
    texts("Compared"),
    ...comparisons.map(({ label }) => numbers(capitalized(label))),
    texts("Lowest and highest group"),
    numbers("Rows of the smallest"),
  ];
  const lines = rows.map(({ label, cells, n, isSmall, between }) => [
    escapeMarkdown(capitalized(label)),
    ...cells.map((cell) => cellMarkdown(cell, notes)),
    between === undefined
      ? ""
      : `${escapeMarkdown(between.lowest)} – ${escapeMarkdown(between.highest)}`,
    `${groupedDigits(n)}${isSmall ? " †" : ""}`,
  ]);
  const list = others.map(
    ({ label, cell }) => `- ${escapeMarkdown(capitalized(label))}: ${cellMarkdown(cell, notes)}`,
  );
  return paragraphs([table(heads, lines), list.join("\n"), footnotesMarkdown(notes)]);
}
