import { numberNotes } from "../../format/figure-cell.ts";
import { countText } from "../../format/numbers.ts";
import { capitalized } from "../../format/text.ts";
import { withUnit } from "../../format/units.ts";
import type { ReportModel } from "../../report.ts";
import type { StrataView } from "./model.ts";
import { cellMarkdown, noteLines, numbers, table, texts } from "../../markdown/table.ts";
import { escapeMarkdown } from "../../markdown/text.ts";

/** Gaps within the values of other columns; empty where none were measured. */
export function strataMarkdown({ attributes }: ReportModel): string {
  const views = attributes.flatMap(({ strata }) => strata);
  return views.length === 0 ? "" : ["## Within strata", ...views.map(viewMarkdown)].join("\n\n");
}

function viewMarkdown({ attribute, by, unit, strata }: StrataView): string {
  const notes = numberNotes(strata.map(({ gap }) => gap));
  const heads = [
    texts(escapeMarkdown(capitalized(by))),
    numbers(capitalized(withUnit("gap", unit))),
    texts("Lowest and highest group"),
    numbers("Rows of the smallest"),
  ];
  const rows = strata.map(({ name, gap, between, n, isSmall, isReversed }) => [
    escapeMarkdown(name),
    cellMarkdown(gap, notes),
    between === undefined
      ? ""
      : `${escapeMarkdown(between.lowest)} – ${escapeMarkdown(between.highest)}${isReversed ? " (other way)" : ""}`,
    `${countText(n)}${isSmall ? " †" : ""}`,
  ]);
  return [
    `### By ${escapeMarkdown(attribute)}, within ${escapeMarkdown(by)}`,
    table(heads, rows),
    noteLines(notes),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}
