import { defineSection, type Section } from "../section.ts";
import { groupsMarkdown } from "./markdown.ts";
import { groupsModel } from "./model.ts";

/** The figures of each group. */
export const groupsSection: Section = defineSection({
  id: "groups",
  model: groupsModel,
  heading: () => ({ title: "Groups", link: "Groups" }),
  html: async () => (await import("./html.ts")).groupsHtml,
  markdown: groupsMarkdown,
  metrics: ({ groupMetrics }) => groupMetrics,
});
