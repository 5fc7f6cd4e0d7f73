export { attributeColumn, attributeColumns, sensitiveColumns } from "./attributes.ts";
export { binaryLabels, readClasses, readLabels, requireTwoClasses } from "./classes.ts";
export type { ClassColumn, Classes, KnownClasses } from "./classes.ts";
export { tableCodec } from "./codec.ts";
export { categoryColumn, categoryWords, columnLength, numberColumn, textColumn } from "./column.ts";
export type { CategoryColumn, Column, NumberColumn, TextColumn } from "./column.ts";
export { featureDeviations, featurePoints, requireNumbers } from "./feature-points.ts";
export type { FeaturePoints, FeatureScales } from "./feature-points.ts";
export { readFeatures } from "./features.ts";
export type { CategoryFeature, EmbeddingFeature, Feature, NumberFeature } from "./features.ts";
export { distinctRows } from "./groups/distinct-rows.ts";
export { groupName, MISSING } from "./groups/group-name.ts";
export { membersOf } from "./groups/group.ts";
export type { Group, Partition } from "./groups/group.ts";
export { allRows, cross, partition } from "./groups/partition.ts";
export type { PartitionOptions } from "./groups/partition.ts";
export { readBatches, readTable, tableSource, writeTable } from "./ipc.ts";
export type { TableSink, TableSource } from "./ipc.ts";
export { markRows } from "./mark.ts";
export type { TableMeta } from "./meta.ts";
export { categories, column, columnType, numbers, texts } from "./read.ts";
export type { ColumnType } from "./read.ts";
export { readScores, readWeights, requireSplitNames } from "./role-values.ts";
export type { RoleValues } from "./role-values.ts";
export { columnsWithRole, columnWithRole } from "./roles.ts";
export { filterRows, takeColumn, takeRows } from "./rows.ts";
export { setRows } from "./set-rows.ts";
export type { NewCells } from "./set-rows.ts";
export { requireRowsOfSplit, rowsOfSplit } from "./split.ts";
export {
  columnNames,
  columnRoles,
  makeTable,
  renameColumns,
  tableMeta,
  withColumn,
  withMeta,
  withoutColumns,
  withRoles,
} from "./table.ts";
export type { NamedColumn, Table } from "./table.ts";
export { tensors, withTensors } from "./tensor-column.ts";
export type { TensorColumn } from "./tensor-column.ts";
export { rowWeights, withRowWeights } from "./weights.ts";
