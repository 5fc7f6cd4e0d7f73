import { FairlineError } from "@fairline/core";
import { categoryColumn, columnType, numberColumn, withColumn } from "@fairline/arrow";
import type { Partition, Table } from "@fairline/arrow";

/**
 * The table with every row's attribute changed: to the next group in their order, and of the last one to the first. A row without a
 * group stays as it is, and so does everything else.
 *
 * @throws FairlineError `PARAM_INVALID` for an attribute that is not learned from, so that a model cannot tell a row from its counterpart.
 */
export function counterpartTable(
  table: Table,
  { columns, groups, codes }: Partition,
  features: readonly string[],
): Table {
  const unused = columns.find((name) => !features.includes(name));
  if (unused !== undefined) {
    throw new FairlineError(
      "PARAM_INVALID",
      `fairness.attribute "${unused}" is not among the features: every row is its own counterpart`,
      { hint: "Choose a method that compares groups, or let the model learn from the attribute." },
    );
  }
  return columns.reduce((changed, name, at) => {
    const values = Array.from(codes, (code) =>
      code < 0 ? null : groups[(code + 1) % groups.length]!.values[at]!,
    );
    const column =
      columnType(table, name) === "integer"
        ? numberColumn(
            values.map((value) => (value === null ? Number.NaN : Number(value))),
            { integer: true },
          )
        : categoryColumn(values);
    return withColumn(changed, name, column);
  }, table);
}
