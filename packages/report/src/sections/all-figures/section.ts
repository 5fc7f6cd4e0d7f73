import { defineSection, type Section } from "../section.ts";
import { allFiguresMarkdown } from "./markdown.ts";
import { allFiguresModel, allFiguresShown } from "./model.ts";

/** All figures between groups. */
export const allFiguresSection: Section = defineSection({
  id: "between",
  model: allFiguresModel,
  heading: () => ({ title: "All figures between groups", link: "All figures" }),
  html: async () => (await import("./html.ts")).allFiguresHtml,
  markdown: allFiguresMarkdown,
  metrics: allFiguresShown,
});
