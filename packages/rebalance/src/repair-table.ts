import {
  attributeColumns,
  membersOf,
  partition,
  readFeatures,
  requireRowsOfSplit,
} from "@fairline/arrow";
import type { Partition, Table } from "@fairline/arrow";
import type { StageContext } from "@fairline/core";
import { createRandom } from "@fairline/numeric";
import type { Random } from "@fairline/numeric";
import { changeNumbers, isNumeric, withoutFeatureRole } from "./number-columns.ts";
import { fitRepair } from "./repair.ts";
import type { RepairParams } from "./repair.stage.ts";
import { tellOfCategories, tellOfUnknown } from "./transform-notes.ts";

/** Gives the numeric features of a table the same distribution in every group; fitted on training rows, applied to all. */
export function repairedTable(
  table: Table,
  params: RepairParams,
  context: Pick<StageContext, "log" | "seed">,
): Table {
  const attributes = attributeColumns(table, params.attributes);
  const train = requireRowsOfSplit(table, "train");
  const groups = groupRows(table, attributes, train);
  tellOfUnknown(attributes.join(" × "), groups.unknown, context);
  const features = readFeatures(table, params.features).filter(
    ({ name }) => !attributes.includes(name),
  );
  tellOfCategories(features, context);
  const random = createRandom(context.seed);
  const changed = features.filter(isNumeric).reduce(
    (result, feature) =>
      changeNumbers(result, feature, (values, element) =>
        repaired(values, groups, {
          level: params.level,
          random: random.stream(JSON.stringify([feature.name, element])),
        }),
      ),
    table,
  );
  return withoutFeatureRole(changed, attributes);
}

/** Rows of each group of the training rows. */
interface GroupRows {
  /** Training rows by group. */
  readonly fitted: readonly Uint32Array[];
  /** Other rows by group. */
  readonly others: readonly Uint32Array[];
  /** Rows in none of the groups. */
  readonly unknown: number;
}

function groupRows(table: Table, attributes: readonly string[], train: Uint32Array): GroupRows {
  const known = partition(table, attributes, { rows: train, missing: "refuse" });
  const all = partition(table, attributes, { missing: "omit" });
  const key = ({ values }: Partition["groups"][number]): string => JSON.stringify(values);
  const codeOf = new Map(known.groups.map((group, g) => [key(group), g]));
  const isTrain = new Uint8Array(table.numRows);
  for (const row of train) isTrain[row] = 1;
  const others = known.groups.map(() => new Uint32Array(0));
  let found = train.length;
  for (const [g, rows] of membersOf(all).entries()) {
    const own = codeOf.get(key(all.groups[g]!));
    if (own === undefined) continue;
    others[own] = rows.filter((row) => isTrain[row] === 0);
    found += others[own].length;
  }
  const fitted = membersOf(known).map((rows) => rows.map((i) => train[i]!));
  return { fitted, others, unknown: table.numRows - found };
}

function repaired(
  values: Float64Array,
  { fitted, others }: GroupRows,
  { level, random }: { readonly level: number; readonly random: Random },
): Float64Array {
  const withValue = (rows: Uint32Array): Uint32Array =>
    rows.filter((row) => !Number.isNaN(values[row]));
  const valuesAt = (rows: Uint32Array): Float64Array =>
    Float64Array.from(rows, (row) => values[row]!);
  const known = fitted.map(withValue);
  const repair = fitRepair(known.map(valuesAt), random);
  const changed = values.slice();
  for (const [g, rows] of known.entries()) {
    // A group none of whose fitted rows has a value has no positions to give.
    if (rows.length === 0) continue;
    for (const [own, isFitted] of [
      [rows, true],
      [withValue(others[g]!), false],
    ] as const) {
      const positions = repair.positions(g, valuesAt(own), isFitted);
      for (const [i, row] of own.entries()) {
        changed[row] = (1 - level) * values[row]! + level * repair.at(positions[i]!);
      }
    }
  }
  return changed;
}
