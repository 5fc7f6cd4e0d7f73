import { groupedDigits } from "@fairline/core";
import type { Footnotes } from "../../tables/footnotes.ts";
import { capitalized } from "../../format/text.ts";
import { withUnit } from "../../format/units.ts";
import { cellMarkdown, footnotesMarkdown, numbers, table, texts } from "../../markdown/table.ts";
import { escapeMarkdown, paragraphs } from "../../markdown/text.ts";
import type { AttributeGroups, GroupsModel } from "./model.ts";
import type { GroupRow } from "./table.ts";

/** The figures of each group at the reference. */
export function groupsMarkdown({ shownSetting, attributes }: GroupsModel): readonly string[] {
  const which =
    shownSetting === undefined
      ? ""
      : `With ${escapeMarkdown(shownSetting)}. The HTML report has the tables of the other settings.`;
  return [which, ...attributes.map(attributeMarkdown)];
}

function attributeMarkdown({ attribute, tables }: AttributeGroups): string {
  const { columns, rows, overall, notes } = tables[0].table;
  const shown = overall === undefined ? rows : [...rows, overall];
  const heads = columns.map(({ label, unit }) =>
    numbers(escapeMarkdown(capitalized(withUnit(label, unit)))),
  );
  return paragraphs([
    `### By ${escapeMarkdown(attribute)}`,
    table(
      [texts("Group"), numbers("Rows"), ...heads],
      shown.map((row) => groupRow(row, notes)),
    ),
    footnotesMarkdown(notes),
  ]);
}

function groupRow({ group, n, isSmall, cells }: GroupRow, notes: Footnotes): readonly string[] {
  return [
    `${escapeMarkdown(group)}${isSmall ? " †" : ""}`,
    groupedDigits(n),
    ...cells.map((cell) => cellMarkdown(cell, notes)),
  ];
}
