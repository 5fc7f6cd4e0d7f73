import { FairlineError } from "@fairline/core";
import { attributeColumn, columnsWithRole, columnType, numbers, partition } from "@fairline/arrow";
import type { Partition, Table } from "@fairline/arrow";
import { comparableGroups, MOST_CODES, requireSensitive } from "../comparable-groups.ts";
import type { FairnessTerm } from "./term.ts";

const PARAMETER = "fairness.attribute";

/** A sensitive attribute as terms read it, for all rows of a table. */
export type FairnessAttribute =
  | ({ readonly kind: "groups" } & Partition)
  | {
      readonly kind: "numbers";
      readonly columns: readonly string[];
      /** With mean 0 and deviation 1 over the training rows; NaN where it is missing. */
      readonly values: Float64Array;
    };

/** What an attribute is read for. */
export interface AttributeUse {
  readonly term: FairnessTerm;
  /** Of every row of the table: the code of its class, the last of which is the positive one. */
  readonly labels: ArrayLike<number>;
  readonly classes: number;
  readonly train: Uint32Array;
}

/**
 * The groups, or the numbers, of an attribute.
 *
 * @param named - The columns; the only sensitive one if left out. Of several, the combinations of their values are the groups.
 * @throws FairlineError as `attributeColumn` does; `PARAM_INVALID` for a column that is not sensitive, or has more groups than a term can compare;
 *   `GROUP_EMPTY` for fewer than two groups among the training rows that the term looks at.
 */
export function readAttribute(
  table: Table,
  named: readonly string[] | undefined,
  use: AttributeUse,
): FairnessAttribute {
  const { term, train } = use;
  const takesNumbers = term.needs.includes("numbers");
  const [only] = named ?? columnsWithRole(table, "sensitive");
  const count = (named ?? columnsWithRole(table, "sensitive")).length;
  if (count === 1 && takesNumbers && only !== undefined && isAmount(table, only)) {
    requireSensitive(table, only, PARAMETER);
    return { kind: "numbers", columns: [only], values: standardised(table, only, train) };
  }
  const columns =
    named === undefined
      ? [attributeColumn(table, undefined, PARAMETER)]
      : named.map((name) => attributeColumn(table, name, PARAMETER));
  const divided = comparableGroups(table, columns, PARAMETER);
  requireTwoGroups(table, columns, use);
  return { kind: "groups", ...divided };
}

/** Whether a column holds amounts rather than groups. */
function isAmount(table: Table, name: string): boolean {
  const type = columnType(table, name);
  if (type === "number") return true;
  if (type !== "integer") return false;
  return partition(table, [name], { missing: "omit" }).groups.length > MOST_CODES;
}

function standardised(table: Table, name: string, train: Uint32Array): Float64Array {
  const { values } = numbers(table, name);
  const known = [...train].map((row) => values[row]!).filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / known.length);
  return Float64Array.from(values, (value) =>
    deviation > 0 ? (value - mean) / deviation : value - mean,
  );
}

function requireTwoGroups(
  table: Table,
  columns: readonly string[],
  { term, labels, classes, train }: AttributeUse,
): void {
  const positives = term.among === "positive" && classes === 2;
  const rows = positives ? train.filter((row) => labels[row] === 1) : train;
  const counted = partition(table, columns, { rows, missing: "omit" });
  if (counted.groups.length >= 2) return;
  const found = counted.groups.map((group) => `only "${group.name}"`)[0] ?? "none";
  const name = term.kind === "penalty" ? `the penalty ${term.name}` : term.name;
  throw new FairlineError(
    "GROUP_EMPTY",
    `${name} needs two groups of "${columns.join(" × ")}" among the ${positives ? "positive " : ""}training rows; there is ${found}`,
    { hint: "Choose another fairness.attribute, or a split that leaves rows to every group." },
  );
}
