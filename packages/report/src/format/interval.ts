import type { MetricsAbout } from "@fairline/metrics";

/** What the intervals of an artifact are called: `95 % interval`. */
export function intervalName({ intervals }: Pick<MetricsAbout, "intervals">): string {
  const level = String(Number((intervals.level * 100).toFixed(4)));
  return `${level}\u00a0% interval`;
}
