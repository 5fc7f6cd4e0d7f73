import { capitalized } from "../../format/text.ts";
import { code, escapeMarkdown, folded } from "../../markdown/text.ts";
import type { ReportModel } from "../../report.ts";
import type { Definition } from "./model.ts";

/** What the metrics of the report mean, and where they are defined; folded. */
export function definitionsMarkdown({ definitions }: ReportModel): string {
  return folded("How to read this", definitions.map(definitionLine).join("\n"));
}

function definitionLine({ label, metric, definition, source }: Definition): string {
  const cited = source === undefined ? "" : ` ${escapeMarkdown(source)}.`;
  return `- ${escapeMarkdown(capitalized(label))} (${code(metric)}): ${escapeMarkdown(definition)}${cited}`;
}
