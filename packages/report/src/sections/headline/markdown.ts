import { escapeMarkdown, sentenceMarkdown } from "../../markdown/text.ts";
import type { ReportModel } from "../../report.ts";

/** The title, what the figures say, and what they rest on. */
export function headlineMarkdown({ title, description, headline, basis }: ReportModel): string {
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
