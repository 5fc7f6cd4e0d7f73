import { defineSection, type Section } from "../section.ts";
import { limitsMarkdown } from "./markdown.ts";
import { limitsModel } from "./model.ts";

/** What the figures do not show. */
export const limitsSection: Section = defineSection({
  id: "limits",
  model: limitsModel,
  heading: () => ({ title: "What these figures do not show", link: "Limits" }),
  html: async () => (await import("./html.ts")).limitsHtml,
  markdown: limitsMarkdown,
  isFoldedInMarkdown: true,
});
