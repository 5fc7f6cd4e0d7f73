import { markup, type Markup } from "../../html/markup.ts";
import type { LimitsModel } from "./model.ts";

/** What the figures do not show, as a list. */
export function limitsHtml({ limits }: LimitsModel): readonly Markup[] {
  return [markup`<ul>${limits.map((limit) => markup`<li>${limit}</li>`)}</ul>`];
}
