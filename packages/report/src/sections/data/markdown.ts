import { groupedDigits } from "@fairline/core";
import type { DataModel } from "./model.ts";
import { splitAddresses } from "./web-address.ts";
import { codeBlock, escapeMarkdown, folded, inline } from "../../markdown/text.ts";

/** Where the data came from, what its source warns of, the splits, and how the intervals were made. */
export function dataMarkdown({ facts, caveats, splits, intervals }: DataModel): readonly string[] {
  const lines = facts
    .filter(({ block }) => block === "")
    .map(({ name, values }) => `- ${escapeMarkdown(name)}: ${values.map(linked).join("; ")}`);
  const blocks = facts.filter(({ block }) => block !== "");
  const sizes = splits.map(({ split, rows, isEvaluated }) => {
    const name = `${escapeMarkdown(split)}${isEvaluated ? " (evaluated)" : ""}`;
    return `${name} ${groupedDigits(rows)}`;
  });
  return [
    [
      ...lines,
      ...caveats.map((caveat) => `- Caveat: ${escapeMarkdown(caveat)}`),
      `- Rows by split: ${sizes.join(", ")}`,
      `- ${escapeMarkdown(intervals)}`,
    ].join("\n"),
    ...blocks.map(({ name, block }) => folded(name, codeBlock(block, "yaml"))),
  ];
}

/** A text with the web addresses in it linked. */
function linked(text: string): string {
  return splitAddresses(text)
    .map((piece) => (piece.isAddress ? `<${piece.text}>` : inline(piece.text)))
    .join("");
}
