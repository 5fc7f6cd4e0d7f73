import { defineSection, type Section } from "../section.ts";
import { definitionsMarkdown } from "./markdown.ts";
import { definitionsModel } from "./model.ts";

/** What the metrics of other sections mean. */
export function definitionsSection(sections: readonly Section[]): Section {
  return defineSection({
    id: "reading",
    model: (report) => definitionsModel(report, sections),
    heading: () => ({ title: "How to read this", link: "How to read" }),
    html: async () => (await import("./html.ts")).definitionsHtml,
    markdown: definitionsMarkdown,
    isFoldedInMarkdown: true,
  });
}
