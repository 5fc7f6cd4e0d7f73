import { escapeMarkdown, folded } from "../../markdown/text.ts";
import type { ReportModel } from "../../report.ts";

/** What the figures do not show; folded. */
export function limitsMarkdown({ limits }: ReportModel): string {
  return folded(
    "What these figures do not show",
    limits.map((limit) => `- ${escapeMarkdown(limit)}`).join("\n"),
  );
}
