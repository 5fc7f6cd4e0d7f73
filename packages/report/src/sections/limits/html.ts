import { section } from "../../html/elements.ts";
import { markup, type Markup } from "../../html/markup.ts";
import type { ReportModel } from "../../report.ts";

/** What the figures do not show. */
export function limitsSection({ limits }: ReportModel): Markup {
  return section("limits", "What these figures do not show", [
    markup`<ul>${limits.map((limit) => markup`<li>${limit}</li>`)}</ul>`,
  ]);
}
