import { defineSection, type Section } from "../section.ts";
import { gapsMarkdown } from "./markdown.ts";
import { gapMetrics, gapsModel } from "./model.ts";

/** The gaps of every attribute with their intervals. */
export const gapsSection: Section = defineSection({
  id: "gaps",
  model: gapsModel,
  heading: () => ({ title: "Gaps between groups", link: "Gaps" }),
  html: async () => (await import("./html.ts")).gapsHtml,
  markdown: gapsMarkdown,
  metrics: gapMetrics,
});
