import { SMALL_GROUP, type Figure } from "./figure.ts";
import { metricWords } from "../format/metric-words.ts";
import { figureOf, type Setting } from "./setting.ts";

/** The two groups whose figures make a gap. */
export interface GapGroups {
  readonly lowest: Figure & { readonly group: string };
  readonly highest: Figure & { readonly group: string };
  /** Groups with a figure. */
  readonly groups: number;
}

/**
 * Finds the groups with the lowest and the highest figure behind a gap.
 *
 * @returns undefined where the gap compares no single metric, where fewer than two groups have a figure, or where the two
 *   do not reproduce the gap (seeds that disagree on the groups, groups left out as too small): naming them would then mislead.
 */
export function gapGroups(setting: Setting, gap: Figure): GapGroups | undefined {
  const { comparison } = metricWords(gap.metric);
  const [metric, ...others] = comparison?.of ?? [];
  if (comparison?.how.with !== "groups" || metric === undefined || others.length > 0) {
    return undefined;
  }
  if (gap.attribute === null) return undefined;
  const { compute } = comparison.how;
  const all = groupFigures(setting, metric.name, gap.attribute);
  for (const groups of [all, all.filter(({ n }) => n >= SMALL_GROUP)]) {
    const [first, ...rest] = groups;
    if (first === undefined || rest.length === 0) continue;
    const lowest = rest.reduce(
      (least, figure) => (figure.value < least.value ? figure : least),
      first,
    );
    const highest = rest.reduce(
      (most, figure) => (figure.value > most.value ? figure : most),
      first,
    );
    const made = compute([lowest.value, highest.value], Number.NaN);
    if (Math.abs(made - gap.value) < 1e-9) return { lowest, highest, groups: groups.length };
  }
  return undefined;
}

/** The names of an attribute's groups, in the order of the rows. */
export function groupNames(setting: Setting, attribute: string): readonly string[] {
  const names = [...setting.figures.values()]
    .filter((figure) => figure.attribute === attribute)
    .map(({ group }) => group);
  return [...new Set(names)].filter((name) => name !== null);
}

/** Rows of a group: the most that any of its figures rests on. */
export function groupSize(
  setting: Setting,
  attribute: string | null,
  group: string | null,
): number {
  let rows = 0;
  for (const figure of setting.figures.values()) {
    if (figure.attribute === attribute && figure.group === group) rows = Math.max(rows, figure.n);
  }
  return rows;
}

/** Figures of the groups that have one at every seed. */
function groupFigures(
  setting: Setting,
  metric: string,
  attribute: string,
): readonly (Figure & { readonly group: string })[] {
  return groupNames(setting, attribute).flatMap((group) => {
    const figure = figureOf(setting, metric, attribute, group);
    return figure === undefined || figure.undefinedSeeds > 0 ? [] : [{ ...figure, group }];
  });
}
