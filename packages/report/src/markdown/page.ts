import type { ReportModel } from "../report.ts";
import { betweenMarkdown } from "../sections/all-figures/markdown.ts";
import { dataMarkdown } from "../sections/data/markdown.ts";
import { definitionsMarkdown } from "../sections/definitions/markdown.ts";
import { gapsMarkdown } from "../sections/gaps/markdown.ts";
import { gatesMarkdown } from "../sections/gates/markdown.ts";
import { groupsMarkdown } from "../sections/groups/markdown.ts";
import { headlineMarkdown } from "../sections/headline/markdown.ts";
import { limitsMarkdown } from "../sections/limits/markdown.ts";
import { pipelineMarkdown } from "../sections/pipeline/markdown.ts";
import { strataMarkdown } from "../sections/strata/markdown.ts";

/**
 * Writes a report in GitHub-flavoured Markdown, for a pull request's comment or a job's summary. The same model gives the same
 * text. Of a matrix it shows the groups at the reference only, to stay within what a comment may hold.
 */
export function markdownPage(model: ReportModel): string {
  const sections = [
    headlineMarkdown(model),
    gatesMarkdown(model),
    gapsMarkdown(model),
    groupsMarkdown(model),
    strataMarkdown(model),
    betweenMarkdown(model),
    dataMarkdown(model),
    pipelineMarkdown(model),
    definitionsMarkdown(model),
    limitsMarkdown(model),
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}
