import {
  categories,
  columnNames,
  columnRoles,
  columnsWithRole,
  groupName,
  partition,
  requireSplitNames,
  withColumn,
  withRoles,
} from "@fairline/arrow";
import type { CategoryColumn, Table } from "@fairline/arrow";
import { FairlineError, ROLES, SPLITS, groupedDigits, nameHint } from "@fairline/core";
import type { Role, Split } from "@fairline/core";
import { dealBlocks, dealRows } from "../allocation.ts";
import { requireGroups } from "../require-groups.ts";
import type { StepContext, StepResult } from "../step.ts";
import type { SplitParams } from "./split.step.ts";

const COLUMN = "split";

/**
 * Adds a column `split` with the role of that name, or gives the role to an existing column. Rows keep their order.
 *
 * @throws FairlineError `ROLE_AMBIGUOUS` or `COLUMN_DUPLICATE` where the table has a split or a column of that name;
 *   `ROWS_EMPTY` where a split gets no row; `GROUP_EMPTY` where one gets none of a group of an attribute; `COLUMN_MISSING`
 *   or `ROLE_MISSING` for what is named; `VALUE_INVALID` for other words in an existing column.
 */
export function split(
  table: Table,
  splitting: SplitParams,
  { random, log }: Pick<StepContext, "random" | "log">,
): StepResult {
  const [before] = columnsWithRole(table, "split");
  if (before !== undefined && before !== splitting.column) {
    throw new FairlineError("ROLE_AMBIGUOUS", `the table has a split already, column "${before}"`, {
      hint: `Drop that column before, or take it: split: { column: ${before} }.`,
    });
  }
  if (splitting.column !== undefined) {
    const adopted = adoptedSplit(table, splitting.column);
    requireGroups(
      adopted,
      SPLITS.filter((name) => occurs(adopted, splitting.column!, name)),
    );
    warnOfSharedIds(adopted, log);
    return { table: adopted };
  }
  if (columnNames(table).includes(COLUMN)) {
    throw new FairlineError("COLUMN_DUPLICATE", `there is already a column "${COLUMN}"`, {
      hint: "Rename it before, or take it as the split: split: { column: split }.",
    });
  }
  const { test = 0, validation = 0, by = [], group } = splitting;
  const shares = [1 - test - validation, validation, test];
  const columns = by.flatMap((name) => namedColumns(table, name));
  const { codes: stratum } = partition(table, columns, { missing: "group", order: "appearance" });
  const dealt =
    group === undefined
      ? dealRows(stratum, shares, random())
      : dealBlocks(blocksOf(table, namedColumns(table, group), log), stratum, {
          shares,
          random: random(),
        });
  const codes: CategoryColumn = { type: "category", codes: dealt, values: SPLITS };
  const divided = withColumn(table, COLUMN, codes, ["split"]);
  const wanted = SPLITS.filter((_, s) => shares[s]! > 0);
  for (const name of wanted) requireRows(divided, name, shares[SPLITS.indexOf(name)]!);
  requireGroups(divided, wanted);
  warnOfSharedIds(divided, log);
  return { table: divided };
}

/** Whoever has rows on both sides of a split is tested on what the model has seen of them. */
function warnOfSharedIds(table: Table, log: StepContext["log"]): void {
  const columns = columnsWithRole(table, "id");
  if (columns.length === 0) return;
  const ids = partition(table, columns, { missing: "omit" });
  if (ids.groups.every(({ size }) => size === 1)) return;
  const splits = partition(table, columnsWithRole(table, "split"), { missing: "group" });
  const pairs = new Set<number>();
  for (const [row, id] of ids.codes.entries()) {
    if (id >= 0) pairs.add(id * splits.groups.length + splits.codes[row]!);
  }
  const splitsOf = new Uint8Array(ids.groups.length);
  for (const pair of pairs) splitsOf[Math.floor(pair / splits.groups.length)]! += 1;
  const shared = splitsOf.reduce((count, found) => count + Number(found > 1), 0);
  if (shared === 0) return;
  log(
    "warn",
    `${groupedDigits(shared)} of ${groupedDigits(ids.groups.length)} values of "${groupName(columns)}", which has the role id, have rows in more than one split, so that a model is tested on what it was trained on: keep their rows together with split: { group: id }`,
  );
}

/** The block of every row: rows that stay together. A row without a value is a block of its own, since whose it is is not known. */
function blocksOf(table: Table, columns: readonly string[], log: StepContext["log"]): Int32Array {
  const { codes, groups } = partition(table, columns, { missing: "omit", order: "appearance" });
  let blocks = groups.length;
  const numbered = codes.map((code) => (code < 0 ? blocks++ : code));
  const missing = blocks - groups.length;
  if (missing > 0) {
    const rows = `${String(missing)} of ${String(codes.length)} rows`;
    log("warn", `"${groupName(columns)}" is missing in ${rows}: each goes to a split by itself`);
  }
  return numbered;
}

/** The columns that a word means: those with the role of that name, else the column of that name. */
function namedColumns(table: Table, word: string): string[] {
  const roles: readonly string[] = ROLES;
  const roled = roles.includes(word) ? columnsWithRole(table, word as Role) : [];
  if (roled.length > 0) return roled;
  const names = columnNames(table);
  if (names.includes(word)) return [word];
  throw roles.includes(word)
    ? new FairlineError("ROLE_MISSING", `split names the role ${word}, which no column has`, {
        hint: `Give a column that role at ingest. ${nameHint("", names, "columns")}`,
      })
    : new FairlineError("COLUMN_MISSING", `split names "${word}", which is no role and no column`, {
        hint: nameHint(word, new Set([...names, ...roles]), "columns and roles"),
      });
}

function adoptedSplit(table: Table, name: string): Table {
  requireSplitNames(table, name);
  return withRoles(table, name, [...columnRoles(table, name).filter(isPlain), "split"]);
}

/** A split column is no feature. */
function isPlain(role: Role): boolean {
  return role !== "feature" && role !== "split";
}

function occurs(table: Table, name: string, word: Split): boolean {
  return categories(table, name).values.includes(word);
}

function requireRows(table: Table, name: Split, share: number): void {
  if (occurs(table, COLUMN, name)) return;
  throw new FairlineError(
    "ROWS_EMPTY",
    `the split "${name}" gets none of the ${String(table.numRows)} rows at a share of ${String(share)}`,
    { hint: "Make its share larger, or split by fewer and smaller groups." },
  );
}
