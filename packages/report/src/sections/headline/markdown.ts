import { escapeMarkdown, paragraphs, sentenceMarkdown } from "../../markdown/text.ts";
import type { Headline } from "./model.ts";

/** The title, what the figures say, and what they rest on. */
export function headlineMarkdown(headline: Headline): string {
  const { title, description, sentences, sampleSize } = headline;
  const [summary, ...others] = sentences;
  return paragraphs([
    `# ${escapeMarkdown(title)}`,
    escapeMarkdown(description),
    summary === undefined ? "" : sentenceMarkdown(summary),
    others.map((sentence) => `- ${sentenceMarkdown(sentence)}`).join("\n"),
    escapeMarkdown(sampleSize),
  ]);
}
