import { sectionMarkdown } from "../../src/pages/markdown.ts";
import type { Report } from "../../src/report.ts";
import type { Section } from "../../src/sections/section.ts";

/** A section as it stands in a Markdown report; empty where it is left out. */
export function sectionText({ markdown }: Section, report: Report): string {
  const section = markdown(report);
  return section === undefined ? "" : sectionMarkdown(section);
}
