import { numberNotes } from "../../format/figure-cell.ts";
import { SMALL_GROUP } from "../../figures/figure.ts";
import type { GroupRow } from "./model.ts";
import { countText } from "../../format/numbers.ts";
import { capitalized } from "../../format/text.ts";
import { withUnit } from "../../format/units.ts";
import type { AttributeView } from "../attribute-view.ts";
import type { ReportModel } from "../../report.ts";
import { cellMarkdown, noteLines, numbers, table, texts } from "../../markdown/table.ts";
import { escapeMarkdown } from "../../markdown/text.ts";

/** The figures of each group at the reference. */
export function groupsMarkdown(model: ReportModel): string {
  const [shown, ...others] = model.settings;
  const which =
    others.length === 0
      ? []
      : [
          `With ${escapeMarkdown(shown!.label)}. The HTML report has the tables of the other settings.`,
        ];
  return ["## Groups", ...which, ...model.attributes.map(attributeMarkdown)].join("\n\n");
}

function attributeMarkdown({ attribute, settings }: AttributeView): string {
  const { groups } = settings[0]!;
  const shown = groups.overall === undefined ? groups.rows : [...groups.rows, groups.overall];
  const notes = numberNotes(shown.flatMap(({ cells }) => cells));
  const heads = [
    texts("Group"),
    numbers("Rows"),
    ...groups.columns.map(({ label, unit }) =>
      numbers(escapeMarkdown(capitalized(withUnit(label, unit)))),
    ),
  ];
  const weak = groups.rows.some(({ isSmall }) => isSmall)
    ? `† Fewer than ${String(SMALL_GROUP)} rows: read with care.`
    : "";
  return [
    `### By ${escapeMarkdown(attribute)}`,
    table(
      heads,
      shown.map((row) => groupRow(row, notes)),
    ),
    noteLines(notes),
    weak,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function groupRow(
  { group, n, isSmall, cells }: GroupRow,
  notes: ReadonlyMap<string, number>,
): string[] {
  return [
    `${escapeMarkdown(group)}${isSmall ? " †" : ""}`,
    countText(n),
    ...cells.map((cell) => cellMarkdown(cell, notes)),
  ];
}
