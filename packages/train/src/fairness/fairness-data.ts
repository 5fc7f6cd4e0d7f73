import type { Table } from "@fairline/arrow";
import type { RowEncoder } from "@fairline/model";
import { readAttribute } from "./attributes.ts";
import type { AttributeUse, FairnessAttribute } from "./attributes.ts";
import { counterpartTable } from "./counterparts.ts";
import { ownParams, termOf, termsOf } from "./params.ts";
import type { FairnessParams, TermParams } from "./params.ts";
import { fairnessPlan } from "./plan.ts";
import type { FairnessPlan, TermCall } from "./plan.ts";
import type { Share } from "./term.ts";

/** All that the terms of a training read of a table. */
export interface FairnessData {
  /** In the order of the pipeline file; one that stands for each of several attributes is there for each. */
  readonly terms: readonly TermCall[];
  readonly plan: FairnessPlan;
  /** In the order in which terms name them. */
  readonly attributes: readonly FairnessAttribute[];
  /** Encoded counterparts of all rows, by attribute; undefined where no term needs them. */
  readonly counterparts: readonly (RowEncoder | undefined)[];
}

/** What {@link readFairness} goes by. */
export interface FairnessInputs extends Omit<AttributeUse, "term" | "classes"> {
  /** Names of the classes, in the order of their codes. */
  readonly classNames: readonly string[];
  /** Of every row. */
  readonly weights: ArrayLike<number>;
  readonly features: readonly string[];
  /** Encodes a table as the network reads it. */
  readonly encode: (table: Table) => RowEncoder;
}

/**
 * Reads the attributes of some terms, and opens the terms.
 *
 * @throws FairlineError as {@link readAttribute} and {@link counterpartTable} do.
 */
export function readFairness(
  table: Table,
  params: FairnessParams,
  inputs: FairnessInputs,
): FairnessData {
  const attributes = new Map<string, FairnessAttribute>();
  const classes = inputs.classNames.length;
  const attributeOf = (
    { term }: Pick<TermCall, "term">,
    named: readonly string[] | undefined,
  ): number | undefined => {
    if (!term.needs.includes("groups")) return undefined;
    const read = readAttribute(table, named, { ...inputs, term, classes });
    const key = JSON.stringify([read.kind, read.columns]);
    if (!attributes.has(key)) attributes.set(key, read);
    return [...attributes.keys()].indexOf(key);
  };
  const calls = termsOf(params).flatMap((given): TermCall[] => {
    // The schema has left names of terms only.
    const term = termOf(given)!;
    const { strength = 1 } = given;
    return attributeSets(given).map((named) => ({
      term,
      strength,
      attribute: attributeOf({ term }, named),
      params: ownParams(given),
    }));
  });
  const read = [...attributes.values()];
  const sharesOf = shareCounter(inputs);
  const classShares = sharesOf(inputs.classNames, inputs.labels);
  const plan = fairnessPlan(calls, (at) => {
    const attribute = at === undefined ? undefined : read[at];
    const groups =
      attribute?.kind === "groups"
        ? sharesOf(
            attribute.groups.map(({ name }) => name),
            attribute.codes,
          )
        : [];
    return { classes: classShares, groups };
  });
  const counterparts = read.map((attribute, at) => {
    const isNeeded = calls.some(
      (call) => call.attribute === at && call.term.needs.includes("counterparts"),
    );
    return isNeeded && attribute.kind === "groups"
      ? inputs.encode(counterpartTable(table, attribute, inputs.features))
      : undefined;
  });
  return { terms: calls, plan, attributes: read, counterparts };
}

/** The columns of each of the terms that an entry stands for; undefined for the only sensitive one. */
function attributeSets({ attribute, groups }: TermParams): (readonly string[] | undefined)[] {
  if (attribute === undefined) return [undefined];
  const names = [attribute].flat();
  return groups === "each" ? names.map((name) => [name]) : [[...new Set(names)]];
}

/** A function that gives each code its name and its share of the training rows' weight, among the rows that have one. */
function shareCounter({
  train,
  weights,
}: FairnessInputs): (names: readonly string[], codes: ArrayLike<number>) => Share[] {
  return (names, codes) => {
    const totals = names.map(() => 0);
    for (const row of train) {
      const code = codes[row]!;
      if (code >= 0) totals[code]! += weights[row]!;
    }
    const all = totals.reduce((sum, total) => sum + total, 0);
    return names.map((name, code) => ({ name, share: all === 0 ? 0 : totals[code]! / all }));
  };
}

/** The stratum of each row: its class and its groups in all attributes; a row without some group is of a stratum of its own kind. */
export function strataOf({ attributes }: FairnessData, labels: ArrayLike<number>): Int32Array {
  const codes = new Map<string, number>();
  const grouped = attributes.flatMap((attribute) =>
    attribute.kind === "groups" ? [attribute.codes] : [],
  );
  return Int32Array.from(labels, (label, row) => {
    const key = [label, ...grouped.map((own) => own[row]!)].join();
    const code = codes.get(key) ?? codes.size;
    codes.set(key, code);
    return code;
  });
}
