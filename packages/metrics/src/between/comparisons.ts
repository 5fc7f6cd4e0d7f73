import type { FamilyShape, GapFamily } from "@fairline/numeric";
import type { BetweenMetric, ComparedGroups, Comparison, Gap, GroupMetric } from "../metric.ts";
import { differenceToOverall } from "./difference-to-overall.ts";
import { difference } from "./difference.ts";
import { ratioToOverall } from "./ratio-to-overall.ts";
import { ratio } from "./ratio.ts";

/** Every way to compare groups, in the order of their figures. */
export const COMPARISONS: readonly Comparison[] = [
  difference,
  ratio,
  differenceToOverall,
  ratioToOverall,
];

/** What a metric is compared as, where not under its own name. */
interface As {
  readonly name: string;
  readonly label: string;
  readonly source: string;
}

/** Compares groups by a metric, under the metric's name or under that of a criterion. */
export function compare(metric: GroupMetric, comparison: Comparison, as?: As): BetweenMetric {
  const { name, label } = as ?? metric;
  return {
    scope: "between-groups",
    name: `${name}_${comparison.name}`,
    label: `${label} ${comparison.label}`,
    definition: sentence(comparison.definition(metric.label)),
    source: as?.source ?? comparison.source,
    unit: comparison.unit(metric),
    range: comparison.range(metric),
    better: comparison.better,
    needs: metric.needs,
    undefinedWhen: comparison.undefinedWhen,
    of: [metric],
    comparison,
    aggregate: null,
    subject: { name, label, isCriterion: as !== undefined },
    compute: (groups) => comparison.compute(groups.values(metric), groups.overall(metric)),
    gap: (groups) => gapOf([metric], comparison, { groups, combine: "largest" }),
  };
}

/**
 * The gap of one comparison by several metrics.
 *
 * @returns Null where a group has a figure without an interval: an interval of the others might not hold the figure of all.
 */
export function gapOf(
  metrics: readonly GroupMetric[],
  comparison: Comparison,
  { groups, combine }: { readonly groups: ComparedGroups; readonly combine: Gap["combine"] },
): Gap | null {
  const families = metrics.map((metric) => {
    const family = groups.family(metric, comparison);
    const compared = groups.groups.filter((group) => !Number.isNaN(metric.compute(group)));
    return family !== null && family.groups === compared.length ? family : null;
  });
  const known = families.filter((family) => family !== null);
  if (known.length < families.length) return null;
  const { figureOf } = comparison;
  const shapes = known.flatMap((family, i) => shapesOf(family, metrics[i]!));
  return { families: known, shapes, combine, figureOf };
}

/**
 * What decides the critical value of a family. Two groups are equally far from all rows but for a factor where a figure of all is the
 * mean of theirs; where it is not, they are two comparisons.
 */
function shapesOf(family: GapFamily, { kind }: GroupMetric): readonly FamilyShape[] {
  const isMean = kind === "rate" || kind === "mean";
  const isApart = family.kind === "overall" && family.groups === 2 && !isMean;
  return isApart ? [family, family] : [family];
}

/** Compares groups by a metric in every way that it admits; in none by a number of rows. */
export function comparisonsOf(metric: GroupMetric, as?: As): BetweenMetric[] {
  if (metric.kind === "count") return [];
  return COMPARISONS.filter(({ admits }) => admits(metric)).map((comparison) =>
    compare(metric, comparison, as),
  );
}

/** Words as a sentence. */
export function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
