import { criterionOf, figureBetween } from "../between/figure.ts";
import type { Cells } from "../confusion.ts";
import type { Criterion } from "../metric.ts";
import { selectionRate } from "../rate/selection-rate.ts";

const selected = ({ tp, fp }: Cells): number => tp + fp;
const rejected = ({ tn, fn }: Cells): number => tn + fn;

/** Demographic disparity: a group is a larger part of the rejected than of the selected. */
export const demographicDisparity: Criterion = criterionOf(
  figureBetween({
    name: "demographic_disparity",
    label: "demographic disparity",
    definition: "Largest share of a group among rejected rows less its share among selected rows.",
    source:
      'Wachter, Mittelstadt and Russell, "Why fairness cannot be automated", Comput. Law Secur. Rev. 41 (2021), 105567, doi:10.1016/j.clsr.2021.105567',
    unit: "points",
    range: [0, 1],
    better: "lower",
    needs: ["prediction"],
    undefinedWhen: "every row has the same decision, or fewer than two groups have rows",
    of: [selectionRate],
    compute: ({ groups }) => {
      const counts = groups
        .map((group) => group.counts)
        .filter((cells) => selected(cells) + rejected(cells) > 0);
      const sumOf = (of: (cells: Cells) => number): number =>
        counts.reduce((sum, cells) => sum + of(cells), 0);
      const [allSelected, allRejected] = [sumOf(selected), sumOf(rejected)];
      if (counts.length < 2 || !(allSelected > 0 && allRejected > 0)) return Number.NaN;
      return counts.reduce(
        (most, cells) =>
          Math.max(most, rejected(cells) / allRejected - selected(cells) / allSelected),
        0,
      );
    },
  }),
  { definition: "Every group is the same share of selected and of rejected rows.", order: 12 },
);
