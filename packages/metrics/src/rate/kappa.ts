import { kappaEstimate } from "@fairline/numeric";
import { cellMetric } from "../group-metric.ts";
import type { CellMetric } from "../metric.ts";
import { ALL_ROWS, effectiveCells } from "../statistics/evidence.ts";

/**
 * Cohen's kappa: 1 where every prediction is right, 0 where as many are as by chance.
 *
 * Computed as 2 (tp tn - fp fn) over the disagreement that chance would bring, in shares of rows, so that no weights overflow.
 */
export const kappa: CellMetric = cellMetric({
  name: "kappa",
  label: "Cohen's kappa",
  definition:
    "Agreement of label and prediction beyond that of chance, as a share of what was possible.",
  source:
    'Cohen, "A coefficient of agreement for nominal scales", Educ. Psychol. Meas. 20 (1960), 37-46, doi:10.1177/001316446002000104',
  order: 125,
  unit: "number",
  range: [-1, 1],
  better: "higher",
  needs: ["label", "prediction"],
  undefinedWhen: "label and prediction are the same for all rows",
  denominators: [ALL_ROWS],
  interval: "normal interval on Fisher's atanh scale by the delta method",
  estimate: (group) => kappaEstimate(effectiveCells(group)),
  untested: true,
  compute: (cells) => {
    const rows = ALL_ROWS(cells);
    const [tp, fp, tn, fn] = [cells.tp, cells.fp, cells.tn, cells.fn].map((c) => c / rows) as [
      number,
      number,
      number,
      number,
    ];
    const byChance = (tp + fp) * (fp + tn) + (tp + fn) * (tn + fn);
    return Math.max(-1, Math.min(1, (2 * (tp * tn - fp * fn)) / byChance));
  },
});
