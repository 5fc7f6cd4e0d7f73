import type { JsonValue } from "@fairline/core";
import { valueLabel, labelPoint, type LabelledPoint } from "./point.ts";

/** Values of some axes. */
export type Combination = Readonly<Record<string, JsonValue>>;

/** What a matrix is made of; `base` are the joined points, or the one empty point. */
export interface MatrixParts {
  readonly base: readonly Combination[];
  readonly axes: ReadonlyMap<string, readonly JsonValue[]>;
  readonly include: readonly Combination[];
  readonly exclude: readonly Combination[];
}

/**
 * The points of a matrix, as GitHub Actions expands one.
 *
 * The product of base and axes, less what an entry of `exclude` matches; then every entry of `include` is added
 * to each combination of which it changes no original value, and becomes a combination of its own if there is
 * none. Two equal points are both returned.
 */
export function expandMatrix({
  base,
  axes,
  include,
  exclude,
}: MatrixParts): readonly LabelledPoint[] {
  let originals = base;
  for (const [axis, values] of axes) {
    originals = originals.flatMap((combination) =>
      values.map((value) => ({ ...combination, [axis]: value })),
    );
  }
  originals = originals.filter((one) => !exclude.some((entry) => agrees(one, entry, "all")));
  const isBare = axes.size === 0 && base.length === 1 && Object.keys(base[0] ?? {}).length === 0;
  if (isBare && include.length > 0) originals = [];
  const grown: Combination[] = originals.map((one) => one);
  const added: Combination[] = [];
  for (const entry of include) {
    let fits = false;
    for (const [i, original] of originals.entries()) {
      if (!agrees(original, entry, "shared")) continue;
      fits = true;
      grown[i] = { ...grown[i], ...entry };
    }
    if (!fits) added.push(entry);
  }
  return [...grown, ...added].map(labelPoint);
}

/** How many points the product has, before anything is built. */
export function productSize({ base, axes }: Pick<MatrixParts, "base" | "axes">): number {
  return [...axes.values()].reduce((size, values) => size * values.length, base.length);
}

/** Whether a combination has the entry's values: on all of the entry's axes, or on those that both have. */
function agrees(one: Combination, entry: Combination, on: "all" | "shared"): boolean {
  return Object.entries(entry).every(([axis, value]) => {
    const own = one[axis];
    if (own === undefined) return on === "shared";
    return own === value || valueLabel(own) === valueLabel(value);
  });
}
