import { defineSection, type Section } from "../section.ts";
import { gatesMarkdown } from "./markdown.ts";
import { gatesModel } from "./model.ts";

/** How the gates came out. */
export const gatesSection: Section = defineSection({
  id: "gates",
  model: gatesModel,
  heading: () => ({ title: "Gates", link: "Gates" }),
  html: async () => (await import("./html.ts")).gatesHtml,
  markdown: gatesMarkdown,
});
