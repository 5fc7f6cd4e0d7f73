import { escapeMarkdown } from "../../markdown/text.ts";
import type { LimitsModel } from "./model.ts";

/** What the figures do not show, as a list. */
export function limitsMarkdown({ limits }: LimitsModel): readonly string[] {
  return [limits.map((limit) => `- ${escapeMarkdown(limit)}`).join("\n")];
}
