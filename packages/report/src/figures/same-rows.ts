import type { Point } from "@fairline/core";
import type { MetricsAbout } from "@fairline/metrics";
import { groupBy } from "./group-by.ts";
import { withoutSeed } from "./setting.ts";

/**
 * Tells whether the settings of a matrix were evaluated on the same rows, as far as the sizes of their groups tell: only then are
 * they alternatives to one another. A seed may change the rows, if it does so alike in every setting.
 */
export function sharesRows(
  members: readonly { readonly point: Point; readonly about: Pick<MetricsAbout, "attributes"> }[],
): boolean {
  const settings = groupBy(members, ({ point }) => JSON.stringify(withoutSeed(point)));
  const rows = [...settings.values()].map((alike) =>
    JSON.stringify([...new Set(alike.map(({ about }) => JSON.stringify(about.attributes)))].sort()),
  );
  return new Set(rows).size <= 1;
}
