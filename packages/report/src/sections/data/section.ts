import { defineSection, type Section } from "../section.ts";
import { dataMarkdown } from "./markdown.ts";
import { dataModel } from "./model.ts";

/** Where the data came from, and how the intervals were made. */
export const dataSection: Section = defineSection({
  id: "data",
  model: dataModel,
  heading: () => ({ title: "Data", link: "Data" }),
  html: async () => (await import("./html.ts")).dataHtml,
  markdown: dataMarkdown,
});
