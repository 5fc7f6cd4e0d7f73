import { groupedDigits } from "@fairline/core";
import type { MetricsAbout } from "@fairline/metrics";

/**
 * Says on how many rows the figures rest, and what they hold: “6,000 rows of the split test. Label “repaid”, positive
 * class “1”.” Where artifacts rest on different rows, their fewest and most.
 */
export function sampleSizeSentence(abouts: readonly MetricsAbout[], split: string): string {
  const counts = abouts.map(({ splits }) => splits[split]).filter((rows) => rows !== undefined);
  const rows = rowsText(counts);
  const of = split === "all" ? "" : ` of the split ${split}`;
  const { label, positive } = abouts[0]!; // A report has at least one artifact.
  const names = [
    ...(label === null ? [] : [`label “${label}”`]),
    ...(positive === null ? [] : [`positive class “${positive}”`]),
  ].join(", ");
  return [
    ...(rows === undefined ? [] : [`${rows}${of}.`]),
    ...(names === "" ? [] : [`${names.charAt(0).toUpperCase()}${names.slice(1)}.`]),
  ].join(" ");
}

function rowsText(counts: readonly number[]): string | undefined {
  if (counts.length === 0) return undefined;
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  if (least === most) return least === 1 ? "1 row" : `${groupedDigits(least)} rows`;
  return `${groupedDigits(least)} to ${groupedDigits(most)} rows`;
}
