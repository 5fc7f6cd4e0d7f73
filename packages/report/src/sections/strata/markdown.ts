import { groupedDigits } from "@fairline/core";
import { capitalized } from "../../format/text.ts";
import { cellMarkdown, footnotesMarkdown, numbers, table, texts } from "../../markdown/table.ts";
import { escapeMarkdown, paragraphs } from "../../markdown/text.ts";
import type { StrataColumn, StrataModel } from "./model.ts";

/** Gaps within the values of other columns. */
export function strataMarkdown({ columns }: StrataModel): readonly string[] {
  return columns.map(columnMarkdown);
}

function columnMarkdown({ view, gapHead, notes }: StrataColumn): string {
  const { attribute, by, strata } = view;
  const heads = [
    texts(escapeMarkdown(capitalized(by))),
    numbers(gapHead),
    texts("Lowest and highest group"),
    numbers("Rows of the smallest"),
  ];
  const rows = strata.map(({ name, gap, between, n, isSmall, isReversed }) => [
    escapeMarkdown(name),
    cellMarkdown(gap, notes),
    between === undefined
      ? ""
      : `${escapeMarkdown(between.lowest)} – ${escapeMarkdown(between.highest)}${isReversed ? " (other way)" : ""}`,
    `${groupedDigits(n)}${isSmall ? " †" : ""}`,
  ]);
  return paragraphs([
    `### By ${escapeMarkdown(attribute)}, within ${escapeMarkdown(by)}`,
    table(heads, rows),
    footnotesMarkdown(notes),
  ]);
}
