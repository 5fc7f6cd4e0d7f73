/** Neighbouring axes of a tensor that stay neighbours when its axes change their order. */
export interface AxisGroup {
  /** The first axis of the group, before the change. */
  readonly first: number;
  /** The product of their dimensions. */
  readonly size: number;
}

/**
 * The groups of neighbouring axes that stay neighbours, in their new order, without axes of one element.
 *
 * @param perm - Axis i of the result is axis `perm[i]`; those that it does not name have one element.
 */
export function axisGroups(shape: readonly number[], perm: readonly number[]): AxisGroup[] {
  const axes = [...shape.keys()].filter((axis) => shape[axis] !== 1);
  return perm
    .filter((axis) => shape[axis] !== 1)
    .reduce<(AxisGroup & { readonly last: number })[]>((groups, axis) => {
      const group = groups.at(-1);
      const isNext = group !== undefined && axes.indexOf(axis) === axes.indexOf(group.last) + 1;
      const size = shape[axis]!;
      return isNext
        ? [...groups.slice(0, -1), { first: group.first, last: axis, size: group.size * size }]
        : [...groups, { first: axis, last: axis, size }];
    }, []);
}

/** Whether a change of order moves axes of one element only, so that the elements stay where they are. */
export function keepsElements(shape: readonly number[], perm: readonly number[]): boolean {
  return axisGroups(shape, perm).length < 2;
}
