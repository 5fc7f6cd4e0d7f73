import { effectiveSize } from "@fairline/numeric";
import { criterionOf, figureBetween } from "../between/figure.ts";
import { largestOfPairs } from "../between/pairs.ts";
import type { Criterion } from "../metric.ts";
import { meanScore } from "../score/mean-score.ts";
import type { ScoreRows } from "../statistics/score-rows.ts";

/** Mean and variance of the scores of a group, and its effective rows. */
interface Spread {
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
}

/** Cohen's d of scores: a difference of means that does not depend on how widely scores are spread. */
export const cohensD: Criterion = criterionOf(
  figureBetween({
    name: "cohens_d",
    label: "Cohen's d",
    definition:
      "Largest difference of the mean scores of two groups over their pooled standard deviation.",
    source:
      'Cohen, "Statistical power analysis for the behavioral sciences", Erlbaum 1988, section 2.2',
    unit: "number",
    range: [0, Infinity],
    better: "lower",
    needs: ["score"],
    undefinedWhen: "fewer than two groups have two rows, or scores do not differ within groups",
    of: [meanScore],
    compute: ({ groups }) =>
      largestOfPairs(
        groups.map(({ scores }) => spreadOf(scores)).filter(({ n }) => n > 1),
        distance,
      ),
  }),
  { definition: "Every group has the same mean score.", order: 76 },
);

function distance(first: Spread, second: Spread): number {
  const [a, b] = [first.n - 1, second.n - 1];
  const pooled = (a * first.variance + b * second.variance) / (a + b);
  return Math.abs(first.mean - second.mean) / Math.sqrt(pooled);
}

function spreadOf({ score, weight }: ScoreRows): Spread {
  let [mass, squares, total] = [0, 0, 0];
  for (let row = 0; row < score.length; row++) {
    const w = weight === undefined ? 1 : weight[row]!;
    mass += w;
    squares += w * w;
    total += w * score[row]!;
  }
  const [n, mean] = [effectiveSize(mass, squares), total / mass];
  let scatter = 0;
  for (let row = 0; row < score.length; row++) {
    const w = weight === undefined ? 1 : weight[row]!;
    scatter += w * (score[row]! - mean) * (score[row]! - mean);
  }
  return { n, mean, variance: (scatter / mass) * (n / (n - 1)) };
}
