import {
  allRows,
  attributeColumns,
  cross,
  featureDeviations,
  featurePoints,
  markRows,
  membersOf,
  partition,
  readFeatures,
  requireNumbers,
  requireRowsOfSplit,
} from "@fairline/arrow";
import type { Feature, FeatureScales, Partition, Table } from "@fairline/arrow";
import type { StageContext } from "@fairline/core";
import { createRandom, neighbourIndex } from "@fairline/numeric";
import type { NeighbourIndex } from "@fairline/numeric";
import { equalSizes, givenSizes, independentSizes } from "./class-sizes.ts";
import { labelColumn } from "./label-column.ts";
import { describeGroup, missingPairs } from "./pairs.ts";
import { appendInterpolated } from "./smote-rows.ts";
import { baseCounts, commonestCode, drawInterpolations, rivalShares } from "./smote.ts";
import type { SmoteParams } from "./smote.stage.ts";

/** The user is told where more new rows than this start from one row. */
const MANY_TIMES = 10;

/** The training rows as SMOTE sees them. */
interface Plan {
  readonly rows: Uint32Array;
  readonly features: readonly Feature[];
  readonly scales: FeatureScales;
  /** What is brought into balance, and the sizes then. */
  readonly classes: Partition;
  readonly sizes: Float64Array;
  /** Whose rows are each other's rivals: the labels, or the groups where only they are brought into balance. */
  readonly rivals: Partition;
}

/** Adds training rows that lie between training rows of the same class; all other rows stay as they came. */
export function smoteTable(
  table: Table,
  params: SmoteParams,
  context: Pick<StageContext, "log" | "seed" | "signal">,
): Table {
  const plan = makePlan(table, params, context);
  const search = rivalSearch(plan, params);
  const drawn = membersOf(plan.classes).map((members, c) => {
    context.signal.throwIfAborted();
    return classRows(plan, { c, members }, { params, context, search });
  });
  const join = (of: (rows: ClassRows) => ArrayLike<number>): number[] =>
    drawn.flatMap((rows) => Array.from(of(rows)));
  const names = plan.features.flatMap(({ type, name }) => (type === "category" ? [name] : []));
  const bases = Uint32Array.from(join((rows) => rows.bases));
  const extended = appendInterpolated(table, plan.features, {
    bases,
    others: Uint32Array.from(join((rows) => rows.others)),
    steps: Float64Array.from(join((rows) => rows.steps)),
    donors: new Map(names.map((name, f) => [name, Uint32Array.from(join((r) => r.donors[f]!))])),
  });
  warnOfRepeats(bases, context);
  const rows = allRows(extended).subarray(table.numRows);
  return markRows(extended, params.mark, { rows, what: "added rows" });
}

function makePlan(table: Table, params: SmoteParams, context: Pick<StageContext, "log">): Plan {
  const { by, to, attributes } = params;
  const rows = requireRowsOfSplit(table, "train");
  const features = readFeatures(table, params.features);
  requireNumbers(features, rows);
  const divide = (columns: readonly string[]): Partition =>
    partition(table, columns, { rows, missing: "refuse" });
  const label = by === "group" ? undefined : divide([labelColumn(table)]);
  const group = by === "label" ? undefined : divide(attributeColumns(table, attributes));
  const rivals = label ?? group!;
  const classes = label === undefined || group === undefined ? rivals : cross(group, label);
  if (label !== undefined && group !== undefined) {
    for (const pair of missingPairs(group, label)) {
      context.log("warn", `no training row has ${pair}: there is nothing to start from`);
    }
  }
  const sizes =
    typeof to === "object"
      ? givenSizes(classes, to, "over")
      : to === "equal"
        ? equalSizes(classes, "over")
        : independentSizes({ group: group!, label: label! }, classes, "over");
  const scales = params.scale ? featureDeviations(features, rows) : { of: features.map(() => 1) };
  return { rows, features, scales, classes, sizes, rivals };
}

/** The share of rivals near the rows of a class; 0 where the method asks for none. */
function rivalSearch(
  { rows, features, scales, rivals }: Plan,
  params: SmoteParams,
): (members: Uint32Array) => Float64Array {
  if (params.method === "smote") return (members) => new Float64Array(members.length);
  const index = neighbourIndex(featurePoints(features, rows, scales));
  const k = params.method === "borderline" ? params["border-neighbours"] : params.neighbours;
  return (members) => rivalShares(index, { members, classOf: rivals.codes }, k);
}

/** New rows of one class, by rows of the table. */
interface ClassRows {
  readonly bases: Uint32Array;
  readonly others: Uint32Array;
  readonly steps: Float64Array;
  /** For every feature of categories. */
  readonly donors: readonly Uint32Array[];
}

function classRows(
  { rows, features, scales, classes, sizes }: Plan,
  { c, members }: { readonly c: number; readonly members: Uint32Array },
  call: {
    readonly params: SmoteParams;
    readonly context: Pick<StageContext, "log" | "seed">;
    readonly search: (members: Uint32Array) => Float64Array;
  },
): ClassRows {
  const { method, neighbours: k } = call.params;
  const name = describeGroup(classes, c);
  const warn = (message: string): void => {
    call.context.log("warn", `${name} ${message}`);
  };
  const count = sizes[c]! - members.length;
  const categories = features.filter((feature) => feature.type === "category");
  const none = new Uint32Array(0);
  const nothing = {
    bases: none,
    others: none,
    steps: new Float64Array(0),
    donors: categories.map(() => none),
  };
  if (count === 0) return nothing;
  if (members.length === 1) {
    warn("has only 1 row, without a neighbour: nothing is added to it");
    return nothing;
  }
  if (members.length <= k)
    warn(`has only ${String(members.length)} rows: each is a neighbour of each`);
  const random = createRandom(call.context.seed).stream(name);
  const counts = baseCounts(method, { rivals: call.search(members), count }, random);
  if (counts.every((each) => each === 0)) {
    warn(
      `has no row ${method === "adasyn" ? "near another class" : "at a border"}: nothing is added to it`,
    );
    return nothing;
  }
  const own = members.map((i) => rows[i]!);
  const index = neighbourIndex(featurePoints(features, own, scales));
  const { bases, others, steps } = drawInterpolations(index, { counts, k }, random);
  const donors = categories.map((feature) =>
    categoryDonors(feature.codes, own, { index, bases, k }),
  );
  return { bases: bases.map((i) => own[i]!), others: others.map((i) => own[i]!), steps, donors };
}

/** A row of the class that has the category which each new row is to have. */
function categoryDonors(
  codes: Int32Array,
  own: Uint32Array,
  {
    index,
    bases,
    k,
  }: { readonly index: NeighbourIndex; readonly bases: Uint32Array; readonly k: number },
): Uint32Array {
  const donorOf = new Map<number, number>();
  return bases.map((base) => {
    const known = donorOf.get(base);
    if (known !== undefined) return known;
    const near = Array.from(index.ofPoint(base, k).points, (point) => own[point]!);
    const code = commonestCode(
      codes[own[base]!]!,
      near.map((row) => codes[row]!),
    );
    const donor = [own[base]!, ...near].find((row) => codes[row] === code)!;
    donorOf.set(base, donor);
    return donor;
  });
}

function warnOfRepeats(bases: Uint32Array, context: Pick<StageContext, "log">): void {
  const counts = new Map<number, number>();
  for (const base of bases) counts.set(base, (counts.get(base) ?? 0) + 1);
  let most = 0;
  for (const count of counts.values()) most = Math.max(most, count);
  if (most > MANY_TIMES) {
    context.log("warn", `up to ${String(most)} new rows start from the same training row`);
  }
}
