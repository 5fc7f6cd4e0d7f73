import { cross, partition, requireRowsOfSplit } from "@fairline/arrow";
import type { Feature, Partition, Table } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import type { Cell, MappingProblem } from "./optimized-mapping.ts";
import type { OptimizedPreprocessingParams } from "./optimized-preprocessing.stage.ts";

/** Rows and how they are divided. */
export interface Divided {
  readonly rows: Uint32Array;
  readonly group: Partition;
  readonly combination: Partition;
  readonly label: Partition;
  /** Group × features × label. */
  readonly cell: Partition;
}

/**
 * Divides the training rows by group, by features and by label; a missing feature is a value.
 *
 * @throws FairlineError `COLUMN_TYPE` for embeddings; `VALUE_MISSING` for a training row without its group or label.
 */
export function divide(
  table: Table,
  attributes: readonly string[],
  { features, label }: { readonly features: readonly Feature[]; readonly label: string },
): Divided {
  const rows = requireRowsOfSplit(table, "train");
  const names = features.map(({ name, type }) => {
    if (type !== "embedding") return name;
    throw new FairlineError("COLUMN_TYPE", `feature "${name}" holds embeddings, not categories`, {
      hint: "Name columns of categories or bins in features.",
    });
  });
  const group = partition(table, attributes, { rows, missing: "refuse" });
  const combination = partition(table, names, { rows, missing: "group" });
  const labels = partition(table, [label], { rows, missing: "refuse" });
  return {
    rows,
    group,
    combination,
    label: labels,
    cell: cross(cross(group, combination), labels),
  };
}

/** The problem of mapping the divided rows; distances are counted in steps. */
export function mappingProblem(
  { rows, group, combination, label, cell }: Divided,
  features: readonly Feature[],
  params: OptimizedPreprocessingParams,
): MappingProblem {
  const first = cell.groups.map((_, c) => cell.codes.indexOf(c));
  const cells = first.map((position, c): Cell => ({
    group: group.codes[position]!,
    features: combination.codes[position]!,
    label: label.codes[position]!,
    size: cell.groups[c]!.size,
  }));
  const donors = combination.groups.map((_, x) => rows[combination.codes.indexOf(x)]!);
  const distances = features.map((feature) => featureDistance(feature, rows));
  return {
    cells,
    groups: group.groups.length,
    combinations: combination.groups.length,
    labels: label.groups.length,
    distance: (a, b) =>
      distances.reduce((sum, between) => sum + between(donors[a]!, donors[b]!), 0),
    labelCost: params["label-cost"],
    reach: params.reach,
    distortion: params.distortion,
    gap: params.gap,
  };
}

/** Between two rows: of numbers how many different values further, of categories 1 for another. */
function featureDistance(feature: Feature, rows: Uint32Array): (a: number, b: number) => number {
  if (feature.type === "category") {
    return (a, b) => (feature.codes[a] === feature.codes[b] ? 0 : 1);
  }
  const { values } = feature;
  const distinct = [...new Set(Float64Array.from(rows, (row) => values[row]!))];
  const ranks = new Map(distinct.sort((a, b) => a - b).map((value, rank) => [value, rank]));
  return (a, b) => {
    const [one, other] = [values[a]!, values[b]!];
    if (Number.isNaN(one) || Number.isNaN(other))
      return Number.isNaN(one) === Number.isNaN(other) ? 0 : 1;
    return Math.abs(ranks.get(one)! - ranks.get(other)!);
  };
}
