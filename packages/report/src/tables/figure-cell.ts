import type { Figure } from "../figures/figure.ts";
import { metricWords } from "../format/metric-words.ts";
import { figureText, intervalText, NO_FIGURE } from "../format/numbers.ts";

/** A figure as a table shows it, without its unit. */
export interface Cell {
  /** `12.3`, or a dash. */
  readonly text: string;
  /** `11.2 to 13.4`; undefined where no interval was computed. */
  readonly interval: string | undefined;
  /** Why there is no figure, or only at some seeds; undefined for an ordinary figure. */
  readonly note: string | undefined;
  /** For sorting; NaN where there is no figure. */
  readonly value: number;
}

/** A place of a table that is not meant to hold a figure. */
export const NO_CELL: Cell = { text: "", interval: undefined, note: undefined, value: NaN };

/** Writes a figure, or the lack of one, for a table. */
export function cellOf(figure: Figure | undefined, metric: string, decimals: number): Cell {
  const words = metricWords(metric);
  if (figure === undefined) {
    return {
      text: NO_FIGURE,
      interval: undefined,
      note: `${words.label}: not computed`,
      value: NaN,
    };
  }
  return {
    text: figureText(figure.value, words.unit, decimals),
    interval: intervalText(figure, words.unit, decimals),
    note: noteOf(figure, words.label, words.undefinedWhen),
    value: figure.value,
  };
}

function noteOf(figure: Figure, label: string, undefinedWhen: string): string | undefined {
  const { undefinedSeeds, seeds } = figure;
  if (undefinedSeeds === 0) return undefined;
  if (seeds.length === 0) return `${label}: undefined, ${undefinedWhen}`;
  const all = undefinedSeeds + seeds.length;
  return `${label}: mean of ${String(seeds.length)} of ${String(all)} seeds, elsewhere ${undefinedWhen}`;
}
