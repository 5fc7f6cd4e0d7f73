import type { LabelledFigure } from "../../charts/forest-row.ts";
import { cellOf, type Cell } from "../../tables/figure-cell.ts";
import { footnotes, type Footnotes } from "../../tables/footnotes.ts";
import { metricWords } from "../../format/metric-words.ts";
import { withUnit } from "../../format/units.ts";

/** Gaps of several metrics at one setting: a row per metric, a column per attribute. */
export interface MetricsTable {
  /** The attributes with the unit of their gaps. */
  readonly heads: readonly string[];
  readonly rows: readonly { readonly label: string; readonly cells: readonly Cell[] }[];
  readonly notes: Footnotes;
}

/** Puts the gaps of the attributes side by side. */
export function metricsTable(
  gaps: readonly { readonly attribute: string; readonly figures: readonly LabelledFigure[] }[],
  { gap, decimals }: { readonly gap: string; readonly decimals: number },
): MetricsTable {
  const labels = new Set(gaps.flatMap(({ figures }) => figures.map(({ label }) => label)));
  const rows = [...labels].map((label) => ({
    label,
    cells: gaps.map(({ figures }) => {
      const figure = figures.find((row) => row.label === label)?.figure;
      return cellOf(figure, figure?.metric ?? gap, decimals);
    }),
  }));
  const { unit } = metricWords(gap);
  return {
    heads: gaps.map(({ attribute }) => withUnit(`by ${attribute}`, unit)),
    rows,
    notes: footnotes(
      rows.flatMap(({ cells }) => cells),
      undefined,
    ),
  };
}
