import { defineSection, type Section } from "../section.ts";
import { frontModel } from "./model.ts";

/** Performance against the gap over a matrix. Markdown has the settings in the table of the gaps. */
export const frontSection: Section = defineSection({
  id: "front",
  model: frontModel,
  heading: ({ title, charts }) => ({ title, link: charts.length > 0 ? "Front" : "Settings" }),
  html: async () => (await import("./html.ts")).frontHtml,
  markdown: undefined,
});
