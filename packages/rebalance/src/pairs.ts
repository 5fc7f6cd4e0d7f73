import { groupName } from "@fairline/arrow";
import type { Partition } from "@fairline/arrow";

/** A group in words: `sex=F`, or `sex=F, race=Black`. A value that holds a comma is in quotation marks. */
export function describeGroup({ columns, groups }: Partition, g: number): string {
  const { values } = groups[g]!;
  return columns.map((name, i) => `${name}=${quoted(groupName([values[i]!]))}`).join(", ");
}

/** Pairs of a group and a label that no row has, as `sex=F and hired=yes`. */
export function missingPairs(group: Partition, label: Partition): string[] {
  const sizes = pairWeights(group, label, new Float64Array(group.codes.length).fill(1));
  return describePairs(group, label, (pair) => sizes[pair] === 0);
}

/** Pairs of a group and a label that rows have, but none of a weight above 0; as {@link missingPairs}. */
export function weightlessPairs(
  group: Partition,
  label: Partition,
  weights: Float64Array,
): string[] {
  const sizes = pairWeights(group, label, new Float64Array(group.codes.length).fill(1));
  const sums = pairWeights(group, label, weights);
  return describePairs(group, label, (pair) => sizes[pair]! > 0 && sums[pair] === 0);
}

/**
 * The weight of every pair of a group and a label.
 *
 * @param weights - Of each row; length n.
 * @returns Row-major, groups x labels.
 */
export function pairWeights(
  group: Partition,
  label: Partition,
  weights: Float64Array,
): Float64Array {
  const width = label.groups.length;
  const sums = new Float64Array(group.groups.length * width);
  for (const [row, g] of group.codes.entries())
    sums[g * width + label.codes[row]!]! += weights[row]!;
  return sums;
}

function describePairs(
  group: Partition,
  label: Partition,
  isOne: (pair: number) => boolean,
): string[] {
  const width = label.groups.length;
  return group.groups.flatMap((_, g) =>
    label.groups.flatMap((_, y) =>
      isOne(g * width + y) ? [`${describeGroup(group, g)} and ${describeGroup(label, y)}`] : [],
    ),
  );
}

function quoted(value: string): string {
  return value.includes(", ") ? JSON.stringify(value) : value;
}
