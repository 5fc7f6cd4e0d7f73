import { compareText } from "@fairline/core";
import type { JsonValue, MetricRow, Point } from "@fairline/core";
import { groupBy } from "./group-by.ts";
import { averageFigures, figureKey, type Figure } from "./figure.ts";

/** The metrics of one matrix point. */
export interface Member {
  readonly point: Point;
  readonly rows: readonly MetricRow[];
}

/** All matrix points that differ in their seed only, averaged. An audit has one setting with an empty point. */
export interface Setting {
  /** The varying axes: `strength=0.3`; empty where there is one setting. */
  readonly label: string;
  /** The same without the axis's name where one axis varies: `0.3`. */
  readonly shortLabel: string;
  /** The matrix values without the seed. */
  readonly point: Point;
  /** How many points were averaged. */
  readonly members: number;
  /** Figures by {@link figureKey}, in the order of the first member's rows. */
  readonly figures: ReadonlyMap<string, Figure>;
}

/** The matrix axis that is averaged over. */
const SEED_AXIS = "seed";

/**
 * Averages members that differ in their seed only, and sorts the settings: the reference first, then by
 * the values of the axes in the order of their names, numbers by size.
 *
 * @param members - One per matrix point.
 * @param split - The split whose rows are read; rows of others are left out.
 * @param isReference - Tells whether a point (without its seed) is the one that the others are compared with.
 */
export function groupSettings(
  members: readonly Member[],
  split: string,
  isReference: (point: Point) => boolean,
): readonly Setting[] {
  const byPoint = groupBy(members, ({ point }) => JSON.stringify(withoutSeed(point)));
  const entries = [...byPoint.values()].map((alike) => ({
    point: withoutSeed(alike[0].point),
    members: alike,
  }));
  const axes = varyingAxes(entries.map(({ point }) => point));
  return entries
    .sort(
      (a, b) =>
        Number(isReference(b.point)) - Number(isReference(a.point)) ||
        comparePoints(a.point, b.point, axes),
    )
    .map(({ point, members: alike }) => ({
      label: axes.map((axis) => `${axis}=${pointValue(point[axis])}`).join(", "),
      shortLabel:
        axes.length === 1
          ? pointValue(point[axes[0]!])
          : axes.map((axis) => `${axis}=${pointValue(point[axis])}`).join(", "),
      point,
      members: alike.length,
      figures: averageFigures(alike.map(({ rows }) => rows.filter((row) => row.split === split))),
    }));
}

/** Names of the axes on which the points differ, sorted. */
export function varyingAxes(points: readonly Point[]): readonly string[] {
  const axes = new Set(points.flatMap((point) => Object.keys(point)));
  return [...axes]
    .filter((axis) => new Set(points.map((point) => JSON.stringify(point[axis]))).size > 1)
    .sort();
}

/** A matrix point without its seed, axes sorted by name. */
export function withoutSeed(point: Point): Point {
  return Object.fromEntries(
    Object.entries(point)
      .filter(([axis]) => axis !== SEED_AXIS)
      .sort(([a], [b]) => compareText(a, b)),
  );
}

/** A matrix point as instance names write it: `seed=2, strength=0.3`. */
export function pointLabel(point: Point): string {
  return Object.keys(point)
    .sort(compareText)
    .map((axis) => `${axis}=${pointValue(point[axis])}`)
    .join(", ");
}

/** Tells whether figures are means over seeds. */
export function hasSeeds(settings: readonly Setting[]): boolean {
  return settings.some(({ members }) => members > 1);
}

/** The figure of a setting, if its metrics have one: over all rows, but for what is given. */
export function figureOf(
  setting: Setting,
  metric: string,
  of: Partial<Pick<Figure, "attribute" | "group" | "within">> = {},
): Figure | undefined {
  const { attribute = null, group = null, within = null } = of;
  return setting.figures.get(figureKey({ metric, attribute, group, within }));
}

function pointValue(value: JsonValue | undefined): string {
  if (value === undefined) return "unset";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function comparePoints(a: Point, b: Point, axes: readonly string[]): number {
  for (const axis of axes) {
    const [left, right] = [a[axis], b[axis]];
    const order =
      typeof left === "number" && typeof right === "number"
        ? left - right
        : compareText(pointValue(left), pointValue(right));
    if (order !== 0) return order;
  }
  return 0;
}
