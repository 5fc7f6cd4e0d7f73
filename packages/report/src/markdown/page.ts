import { capitalized } from "../model/number-text.ts";
import type { ReportModel } from "../model/report-model.ts";
import { betweenMarkdown } from "./between.ts";
import { dataMarkdown } from "./data.ts";
import { gapsMarkdown } from "./gaps.ts";
import { gatesMarkdown } from "./gates.ts";
import { groupsMarkdown } from "./groups.ts";
import { pipelineMarkdown } from "./pipeline.ts";
import { strataMarkdown } from "./strata.ts";
import { code, escapeMarkdown, folded, sentenceMarkdown } from "./text.ts";

/**
 * Writes a report in GitHub-flavoured Markdown, for a pull request's comment or a job's summary. The same model gives the same
 * text. Of a matrix it shows the groups at the reference only, to stay within what a comment may hold.
 */
export function markdownPage(model: ReportModel): string {
  const sections = [
    headMarkdown(model),
    gatesMarkdown(model),
    gapsMarkdown(model),
    groupsMarkdown(model),
    strataMarkdown(model),
    betweenMarkdown(model),
    dataMarkdown(model),
    pipelineMarkdown(model),
    folded("How to read this", definitionsMarkdown(model)),
    folded(
      "What these figures do not show",
      model.limits.map((limit) => `- ${escapeMarkdown(limit)}`).join("\n"),
    ),
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

function headMarkdown({ title, description, headline, basis }: ReportModel): string {
  const [summary, ...others] = headline;
  return [
    `# ${escapeMarkdown(title)}`,
    escapeMarkdown(description),
    summary === undefined ? "" : sentenceMarkdown(summary),
    others.map((sentence) => `- ${sentenceMarkdown(sentence)}`).join("\n"),
    escapeMarkdown(basis),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function definitionsMarkdown({ definitions }: ReportModel): string {
  return definitions
    .map(
      ({ label, metric, definition, source }) =>
        `- ${escapeMarkdown(capitalized(label))} (${code(metric)}): ${escapeMarkdown(definition)}${
          source === undefined ? "" : ` ${escapeMarkdown(source)}.`
        }`,
    )
    .join("\n");
}
