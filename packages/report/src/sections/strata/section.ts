import { defineSection, type Section } from "../section.ts";
import { strataMarkdown } from "./markdown.ts";
import { strataModel } from "./model.ts";

/** Gaps within the values of other columns. */
export const strataSection: Section = defineSection({
  id: "strata",
  model: strataModel,
  heading: () => ({ title: "Within strata", link: "Strata" }),
  html: async () => (await import("./html.ts")).strataHtml,
  markdown: strataMarkdown,
});
