import { capitalized } from "../../format/text.ts";
import { code, escapeMarkdown } from "../../markdown/text.ts";
import type { Definition, DefinitionsModel } from "./model.ts";

/** What the metrics of the report mean, and where they are defined. */
export function definitionsMarkdown({ definitions }: DefinitionsModel): readonly string[] {
  return [definitions.map(definitionLine).join("\n")];
}

function definitionLine({ label, metric, definition, source }: Definition): string {
  const cited = source === undefined ? "" : ` ${escapeMarkdown(source)}.`;
  return `- ${escapeMarkdown(capitalized(label))} (${code(metric)}): ${escapeMarkdown(definition)}${cited}`;
}
