import type { Report } from "../report.ts";
import { headlineMarkdown } from "../sections/headline/markdown.ts";
import { headlineModel } from "../sections/headline/model.ts";
import type { MarkdownSection } from "../sections/section.ts";
import { SECTIONS } from "../sections/sections.ts";
import { folded, paragraphs } from "../markdown/text.ts";

/**
 * Writes a report in GitHub-flavoured Markdown, for a pull request's comment or a job's summary. The same report gives the same
 * text. Of a matrix it shows the groups at the reference only, to stay within what a comment may hold.
 */
export function markdownPage(report: Report): string {
  const sections = SECTIONS.map(({ markdown }) => markdown(report)).map((section) =>
    section === undefined ? "" : sectionMarkdown(section),
  );
  return `${paragraphs([headlineMarkdown(headlineModel(report)), ...sections])}\n`;
}

/** A section under its heading, or folded under it. */
export function sectionMarkdown({ title, body, isFolded }: MarkdownSection): string {
  return isFolded ? folded(title, paragraphs(body)) : paragraphs([`## ${title}`, ...body]);
}
