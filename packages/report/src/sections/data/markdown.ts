import { countText } from "../../format/numbers.ts";
import type { ReportModel } from "../../report.ts";
import { splitAddresses } from "./web-address.ts";
import { codeBlock, escapeMarkdown, folded, inline } from "../../markdown/text.ts";

/** Where the data came from, what its source warns of, the splits, and how the intervals were made. */
export function dataMarkdown({ data, split }: ReportModel): string {
  const facts = data.facts
    .filter(({ block }) => block === "")
    .map(({ name, values }) => `- ${escapeMarkdown(name)}: ${values.map(linked).join("; ")}`);
  const blocks = data.facts.filter(({ block }) => block !== "");
  const splits = data.splits.map((part) => {
    const name = `${escapeMarkdown(part.split)}${part.split === split ? " (evaluated)" : ""}`;
    return `${name} ${countText(part.rows)}`;
  });
  return [
    "## Data",
    [
      ...facts,
      ...data.caveats.map((caveat) => `- Caveat: ${escapeMarkdown(caveat)}`),
      `- Rows by split: ${splits.join(", ")}`,
      `- ${escapeMarkdown(data.intervals)}`,
    ].join("\n"),
    ...blocks.map(({ name, block }) => folded(name, codeBlock(block, "yaml"))),
  ].join("\n\n");
}

/** A text with the web addresses in it linked. */
function linked(text: string): string {
  return splitAddresses(text)
    .map((piece) => (piece.isAddress ? `<${piece.text}>` : inline(piece.text)))
    .join("");
}
