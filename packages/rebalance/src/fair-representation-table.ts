import {
  attributeColumns,
  columnNames,
  numberColumn,
  partition,
  readFeatures,
  requireRowsOfSplit,
  withColumn,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import type { StageContext } from "@fairline/core";
import { createRandom } from "@fairline/numeric";
import { openBackend } from "@fairline/tensor";
import { binaryLabel } from "./binary-label.ts";
import { fitInputs } from "./feature-inputs.ts";
import type { FairRepresentationParams } from "./fair-representation.stage.ts";
import { fitRepresentation } from "./fit-representation.ts";
import { withoutFeatureRole } from "./number-columns.ts";

/** Gives every row its memberships in prototypes, which are then the only features; learned from training rows. */
export async function representedTable(
  table: Table,
  params: FairRepresentationParams,
  context: StageContext,
): Promise<Table> {
  const names = prototypeNames(table, params);
  const attributes = attributeColumns(table, params.attributes);
  const rows = requireRowsOfSplit(table, "train");
  const groups = partition(table, attributes, { rows, missing: "refuse" });
  const { values: labels } = binaryLabel(table, rows);
  const features = readFeatures(table, params.features).filter(
    ({ name }) => !attributes.includes(name),
  );
  const backend = await openBackend(context.backend, {
    threads: context.cpus,
    onFallback: (message) => {
      context.log("warn", message);
    },
  });
  const plan = {
    inputs: fitInputs(features, rows),
    rows,
    labels,
    groups,
    prototypes: params.prototypes,
    weights: { reconstruction: params.reconstruction, label: params.label, parity: params.parity },
    epochs: params.epochs,
    batch: params.batch,
    learningRate: params["learning-rate"],
  };
  const random = createRandom(context.seed);
  const { members } = await fitRepresentation(plan, table.numRows, { backend, random, context });
  const bare = withoutFeatureRole(table, [...features.map(({ name }) => name), ...attributes]);
  return names.reduce((result, name, k) => {
    const values = Float64Array.from(
      { length: table.numRows },
      (_, row) => members[row * names.length + k]!,
    );
    return withColumn(result, name, numberColumn(values), ["feature"]);
  }, bare);
}

function prototypeNames(table: Table, { prototypes, prefix }: FairRepresentationParams): string[] {
  const names = Array.from({ length: prototypes }, (_, k) => `${prefix}${String(k + 1)}`);
  const taken = names.find((name) => columnNames(table).includes(name));
  if (taken === undefined) return names;
  throw new FairlineError("COLUMN_DUPLICATE", `the table has a column "${taken}" already`, {
    hint: "Choose another prefix.",
  });
}
