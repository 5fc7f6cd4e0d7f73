import type { LabelledPoint } from "../matrix/point.ts";
import type { ExpandedInstance } from "./expanded-instance.ts";

/** The instances of a stage, found by the values of a reader's point. */
export interface UpstreamIndex {
  readonly all: readonly ExpandedInstance[];
  /** Instances by the axes that they have. A stage has several groups only if `include` made uneven points. */
  readonly groups: readonly AxesGroup[];
}

interface AxesGroup {
  readonly axes: readonly string[];
  readonly byKey: ReadonlyMap<string, readonly ExpandedInstance[]>;
}

/**
 * Indexes the instances of a stage. Linear in their number.
 *
 * @param pinned - Axes that are not joined, since the reference gives their values itself.
 */
export function indexUpstream(
  all: readonly ExpandedInstance[],
  pinned: ReadonlyMap<string, string>,
): UpstreamIndex {
  const chosen = all.filter(({ point }) => isChosen(point, pinned));
  const groups = new Map<
    string,
    { axes: readonly string[]; byKey: Map<string, ExpandedInstance[]> }
  >();
  for (const instance of chosen) {
    const axes = [...instance.point.labels.keys()].filter((axis) => !pinned.has(axis));
    const signature = axes.join("\0");
    const group = groups.get(signature) ?? { axes, byKey: new Map<string, ExpandedInstance[]>() };
    groups.set(signature, group);
    const key = keyOf(instance.point, axes);
    const members = group.byKey.get(key);
    if (members === undefined) group.byKey.set(key, [instance]);
    else members.push(instance);
  }
  return { all: chosen, groups: [...groups.values()] };
}

/** The instances that agree with a point on all their axes: of each group whose axes the point has. */
export function joinPoint(
  { groups }: UpstreamIndex,
  point: LabelledPoint,
): readonly ExpandedInstance[] {
  return groups.flatMap(({ axes, byKey }) =>
    axes.every((axis) => point.labels.has(axis)) ? (byKey.get(keyOf(point, axes)) ?? []) : [],
  );
}

/** The instances that agree with a point on the axes that both have. Linear in their number. */
export function joinShared(
  { all }: UpstreamIndex,
  point: LabelledPoint,
  pinned: ReadonlyMap<string, string>,
): readonly ExpandedInstance[] {
  return all.filter((instance) =>
    [...instance.point.labels].every(([axis, label]) => {
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
