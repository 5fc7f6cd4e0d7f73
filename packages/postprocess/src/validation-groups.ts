import { partition } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";

/** A group of the attribute among the validation rows. */
export interface ValidationGroup {
  /** The attribute's value, by which a rule knows the group. */
  readonly name: string;
  /** Positions among the validation rows of a weight above 0, ascending; at least one. */
  readonly members: Uint32Array;
}

/** A label in words. */
export type NeededLabel = "positive" | "negative";

/** The validation rows of a table. */
export interface ValidationRows {
  /** Row numbers. */
  readonly rows: Uint32Array;
  /** Of every row of the table, 0 or 1. */
  readonly labels: Uint8Array;
  /** Of every row of the table. */
  readonly weights: Float64Array;
}

/**
 * Finds every group of the table among the validation rows. Rows whose group is missing are in none.
 *
 * @returns The groups in order of their values.
 * @param needed - Labels that every group needs a row of.
 * @throws FairlineError `GROUP_EMPTY` for a group without rows of a weight above 0, or without those of a needed label, and for
 *   fewer than two groups.
 */
export function validationGroups(
  table: Table,
  attribute: string,
  { rows, labels, weights }: ValidationRows,
  needed: readonly NeededLabel[],
): ValidationGroup[] {
  const { groups, codes } = partition(table, [attribute], { missing: "omit" });
  if (groups.length < 2) {
    const found = groups.map(({ name }) => `"${name}"`).join("") || "none";
    throw new FairlineError("GROUP_EMPTY", `"${attribute}" needs two groups; there is ${found}`, {
      hint: "Name another column in the stage's parameter attribute.",
    });
  }
  const weighed = rows.filter((row) => weights[row]! > 0);
  return groups.map(({ values }, g) => {
    // Rows without a value are in no group.
    const name = values[0]!;
    const own = rows.filter((row) => codes[row] === g);
    const kinds = needed.map((kind) => ({
      kind: `${kind} `,
      found: own.filter((row) => labels[row] === (kind === "positive" ? 1 : 0)),
    }));
    const all = { kind: "", found: own };
    for (const { kind, found } of own.length === 0 ? [all] : [...kinds, all]) {
      if (!found.some((row) => weights[row]! > 0)) {
        throw emptyGroup({ name, attribute }, kind, found.length > 0);
      }
    }
    return { name, members: positionsWhere(weighed, (row) => codes[row] === g) };
  });
}

function emptyGroup(
  { name, attribute }: { readonly name: string; readonly attribute: string },
  kind: string,
  isWeightless: boolean,
): FairlineError {
  const [weight, hint] = isWeightless
    ? [" of a weight above 0", "Give some of them a weight, or merge the group with another."]
    : ["", "Split by label and sensitive in the clean stage, or merge small groups."];
  return new FairlineError(
    "GROUP_EMPTY",
    `group "${name}" of "${attribute}" has no ${kind}validation rows${weight}`,
    { hint },
  );
}

function positionsWhere(rows: Uint32Array, holds: (row: number) => boolean): Uint32Array {
  return Uint32Array.from(rows.keys()).filter((position) => holds(rows[position]!));
}
