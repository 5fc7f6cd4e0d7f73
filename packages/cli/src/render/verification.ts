import type { Verification } from "@fairline/runner";
import { countText } from "../format/amount.ts";
import type { Style } from "../format/style.ts";

/** Whether a pipeline gave the same bytes twice, and which outputs did not. */
export function verificationText({ second, same, differing }: Verification, style: Style): string {
  if (second === undefined) {
    return `${style.bad("Not compared")}: the first run did not come to its end.\n`;
  }
  if (second.counts.failed > 0 || second.counts.skipped > 0) {
    return `${style.bad("Not compared")}: the second run did not come to its end.\n`;
  }
  const total = same + differing.size;
  if (differing.size === 0) {
    return `${style.good("Reproducible")}: ${countText(total, "instance")} ran twice and gave the same bytes.\n`;
  }
  const lines = [...differing].map(([id, ports]) => `  ${style.name(id)}: ${ports.join(", ")}\n`);
  return (
    `${style.bad("Not reproducible")}: ${countText(differing.size, "instance")} of ${String(total)} gave other bytes.\n` +
    lines.join("")
  );
}
