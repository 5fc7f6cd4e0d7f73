import type { LabelledPoint } from "../matrix/point.ts";
import type { Built } from "./built.ts";

/** The instances of a stage, found by the values of a reader's point. */
export interface UpstreamIndex {
  readonly all: readonly Built[];
  /** Instances by the axes that they have. A stage has several groups only if `include` made uneven points. */
  readonly groups: readonly AxesGroup[];
}

interface AxesGroup {
  readonly axes: readonly string[];
  readonly byKey: ReadonlyMap<string, readonly Built[]>;
}

/**
 * Indexes the instances of a stage. Linear in their number.
 *
 * @param pinned - Axes that are not joined, since the reference gives their values itself.
 */
export function indexUpstream(
  all: readonly Built[],
  pinned: ReadonlyMap<string, string>,
): UpstreamIndex {
  const chosen = all.filter(({ point }) => isChosen(point, pinned));
  const groups = new Map<string, { axes: readonly string[]; byKey: Map<string, Built[]> }>();
  for (const built of chosen) {
    const axes = [...built.point.labels.keys()].filter((axis) => !pinned.has(axis));
    const signature = axes.join("\0");
    const group = groups.get(signature) ?? { axes, byKey: new Map<string, Built[]>() };
    groups.set(signature, group);
    const key = keyOf(built.point, axes);
    const members = group.byKey.get(key);
    if (members === undefined) group.byKey.set(key, [built]);
    else members.push(built);
  }
  return { all: chosen, groups: [...groups.values()] };
}

/** The instances that agree with a point on all their axes: of each group whose axes the point has. */
export function joinPoint({ groups }: UpstreamIndex, point: LabelledPoint): readonly Built[] {
  return groups.flatMap(({ axes, byKey }) =>
    axes.every((axis) => point.labels.has(axis)) ? (byKey.get(keyOf(point, axes)) ?? []) : [],
  );
}

/** The instances that agree with a point on the axes that both have. Linear in their number. */
export function joinShared(
  { all }: UpstreamIndex,
  point: LabelledPoint,
  pinned: ReadonlyMap<string, string>,
): readonly Built[] {
  return all.filter((built) =>
    [...built.point.labels].every(([axis, label]) => {
      const own = point.labels.get(axis);
      return pinned.has(axis) || own === undefined || own === label;
    }),
  );
}

function isChosen({ labels }: LabelledPoint, pinned: ReadonlyMap<string, string>): boolean {
  return [...pinned].every(([axis, label]) => labels.get(axis) === label);
}

function keyOf({ labels }: LabelledPoint, axes: readonly string[]): string {
  return axes.map((axis) => `${axis}=${labels.get(axis)!}`).join(",");
}
