import { defineSection, type Section } from "../section.ts";
import { pipelineMarkdown } from "./markdown.ts";
import { pipelineModel } from "./model.ts";

/** How the figures came about. */
export const pipelineSection: Section = defineSection({
  id: "pipeline",
  model: pipelineModel,
  heading: () => ({ title: "Pipeline", link: "Pipeline" }),
  html: async () => (await import("./html.ts")).pipelineHtml,
  markdown: pipelineMarkdown,
});
