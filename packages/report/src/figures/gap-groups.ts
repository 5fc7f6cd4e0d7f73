import { SMALL_GROUP } from "@fairline/core";
import type { Figure } from "./figure.ts";
import { metricWords } from "../format/metric-words.ts";
import { figureOf, type Setting } from "./setting.ts";

/** Groups that are compared: those of an attribute, among all rows or within a stratum. An attribute of null is all rows as one. */
export type Comparands = Pick<Figure, "attribute" | "within">;

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
  const { compute } = comparison.how;
  const all = groupFigures(setting, metric.name, gap);
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

/** The names of an attribute's groups, over all rows or within a stratum, in the order of the rows. */
export function groupNames(setting: Setting, of: Comparands): readonly string[] {
  const names = [...setting.figures.values()].filter(isOf(of)).map(({ group }) => group);
  return [...new Set(names)].filter((name) => name !== null);
}

/** Rows of a group: the most that any of its figures rests on. */
export function groupSize(setting: Setting, of: Comparands, group: string | null): number {
  const figures = [...setting.figures.values()].filter(isOf(of));
  return figures.reduce(
    (rows, figure) => (figure.group === group ? Math.max(rows, figure.n) : rows),
    0,
  );
}

/** Figures of the groups that have one at every seed. */
function groupFigures(
  setting: Setting,
  metric: string,
  of: Comparands,
): readonly (Figure & { readonly group: string })[] {
  return groupNames(setting, of).flatMap((group) => {
    const figure = figureOf(setting, metric, { ...of, group });
    return figure === undefined || figure.undefinedSeeds > 0 ? [] : [{ ...figure, group }];
  });
}

function isOf({ attribute, within }: Comparands): (figure: Figure) => boolean {
  return (figure) =>
    figure.attribute === attribute &&
    figure.within?.column === within?.column &&
    figure.within?.value === within?.value;
}
