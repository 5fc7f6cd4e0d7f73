import {
  allRows,
  attributeColumns,
  cross,
  membersOf,
  partition,
  readFeatures,
  requireRowsOfSplit,
  setRows,
} from "@fairline/arrow";
import type { Feature, Group, Partition, Table } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import type { StageContext } from "@fairline/core";
import { createRandom } from "@fairline/numeric";
import type { Random } from "@fairline/numeric";
import { apportion } from "./class-sizes.ts";
import { labelColumn } from "./label-column.ts";
import { withoutFeatureRole } from "./number-columns.ts";
import { allowedMoves, mappingProgram, totalVariation } from "./optimized-mapping.ts";
import type { Cell, MappingProblem, Move } from "./optimized-mapping.ts";
import type { OptimizedPreprocessingParams } from "./optimized-preprocessing.stage.ts";
import { solveProgram } from "./solve-program.ts";

/** More moves than this are more than the solver does in reasonable time. */
const MOST_MOVES = 150_000;
/** More pairs of a cell and what it may become than this are not even looked at. */
const MOST_PAIRS = 2_000_000;

/** Rows and how they are divided. */
interface Divided {
  readonly rows: Uint32Array;
  readonly group: Partition;
  readonly combination: Partition;
  readonly label: Partition;
  /** Group × features × label. */
  readonly cell: Partition;
}

/** Changes features and labels of training rows, and features of all other rows, by a randomised mapping that a linear program finds. */
export async function optimizedTable(
  table: Table,
  params: OptimizedPreprocessingParams,
  context: Pick<StageContext, "log" | "seed">,
): Promise<Table> {
  const attributes = attributeColumns(table, params.attributes);
  const label = labelColumn(table);
  const features = readFeatures(table, params.features).filter(
    ({ name }) => !attributes.includes(name),
  );
  const divided = divide(table, attributes, { features, label });
  const problem = mappingProblem(divided, features, params);
  const { cells, combinations, labels } = problem;
  requireFew(cells.length * combinations * labels, { most: MOST_PAIRS, problem });
  const moves = allowedMoves(problem);
  requireFew(moves.length, { most: MOST_MOVES, problem });
  const shares = await solve(problem, moves, params);
  const variation = totalVariation(problem, moves, shares);
  context.log("info", `the joint distribution moves by ${variation.toFixed(4)} in total variation`);
  const random = createRandom(context.seed);
  const mapping = { problem, moves, shares };
  const sources = sourcesOf(table, divided);
  dealTraining(sources, divided, { mapping, random: random.stream("train") });
  dealOthers(table, divided, { sources, mapping, random: random.stream("others"), context });
  const { rows } = divided;
  const fromLabels = rows.map((row) => sources.labels[row]!);
  const relabelled = setRows(table, label, { rows, fromRows: fromLabels });
  const all = allRows(table);
  const changed = divided.combination.columns.reduce(
    (result, name) => setRows(result, name, { rows: all, fromRows: sources.features }),
    relabelled,
  );
  return withoutFeatureRole(changed, attributes);
}

/** Of every row of a table, the row whose features and label it is to have, and a row for each of both. */
interface Sources {
  readonly features: Uint32Array;
  readonly labels: Uint32Array;
  readonly ofFeatures: readonly number[];
  readonly ofLabel: readonly number[];
}

function sourcesOf(table: Table, { rows, combination, label }: Divided): Sources {
  const firstOf = ({ groups, codes }: Partition): number[] =>
    groups.map((_, g) => rows[codes.indexOf(g)]!);
  return {
    features: allRows(table),
    labels: allRows(table),
    ofFeatures: firstOf(combination),
    ofLabel: firstOf(label),
  };
}

function divide(
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

function mappingProblem(
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

function requireFew(
  moves: number,
  { most, problem }: { readonly most: number; readonly problem: MappingProblem },
): void {
  if (moves <= most) return;
  const { cells, combinations } = problem;
  throw new FairlineError(
    "VALUE_INVALID",
    `${String(cells.length)} combinations of group, features and label may become ${String(combinations)} combinations of features: ${String(moves)} moves`,
    {
      hint: `At most ${String(most)} can be weighed. Bin columns in a clean stage, name fewer in features, or lower reach.`,
    },
  );
}

async function solve(
  problem: MappingProblem,
  moves: readonly Move[],
  { distortion, gap, reach }: OptimizedPreprocessingParams,
): Promise<Float64Array> {
  const values = await solveProgram(mappingProgram(problem, moves));
  if (values === undefined) {
    throw new FairlineError(
      "VALUE_INVALID",
      `no mapping brings the groups within a gap of ${String(gap)} by moves of ${String(distortion)} on average, ${String(reach)} at most`,
      { hint: "Raise gap, distortion or reach." },
    );
  }
  return Float64Array.from(moves, (_, m) => Math.max(0, values.get(`m${String(m)}`) ?? 0));
}

/** A solved problem. */
interface Mapping {
  readonly problem: MappingProblem;
  readonly moves: readonly Move[];
  readonly shares: Float64Array;
}

/** Deals every cell's training rows over its moves, in their shares up to whole rows, in random order. */
function dealTraining(
  sources: Sources,
  { rows, cell }: Divided,
  { mapping, random }: { readonly mapping: Mapping; readonly random: Random },
): void {
  const { moves, shares } = mapping;
  const ofCell = cell.groups.map((): number[] => []);
  for (const [m, move] of moves.entries()) ofCell[move.cell]!.push(m);
  for (const [c, members] of membersOf(cell).entries()) {
    const own = ofCell[c]!;
    for (const [i, at] of deal(
      members,
      Float64Array.from(own, (m) => shares[m]!),
      random,
    )) {
      const { features, label } = moves[own[at]!]!;
      sources.features[rows[i]!] = sources.ofFeatures[features]!;
      sources.labels[rows[i]!] = sources.ofLabel[label]!;
    }
  }
}

/** Deals rows outside the training rows over what their group and features make of rows of any label. */
function dealOthers(
  table: Table,
  { rows, group, combination }: Divided,
  call: {
    readonly sources: Sources;
    readonly mapping: Mapping;
    readonly random: Random;
    readonly context: Pick<StageContext, "log">;
  },
): void {
  const isTrain = new Uint8Array(table.numRows);
  for (const row of rows) isTrain[row] = 1;
  const others = allRows(table).filter((row) => isTrain[row] === 0);
  const pair = cross(group, combination);
  const key = ({ values }: Group): string => JSON.stringify(values);
  const known = new Map(pair.groups.map((found, p) => [key(found), pair.codes.indexOf(p)]));
  const found = partition(table, pair.columns, { rows: others, missing: "group" });
  let unknown = 0;
  for (const [f, members] of membersOf(found).entries()) {
    const position = known.get(key(found.groups[f]!));
    if (position === undefined) {
      unknown += members.length;
      continue;
    }
    const place = { group: group.codes[position]!, features: combination.codes[position]! };
    for (const [i, to] of deal(members, featureShares(call.mapping, place), call.random)) {
      call.sources.features[others[i]!] = call.sources.ofFeatures[to]!;
    }
  }
  if (unknown > 0) {
    const share = `${String(unknown)} of ${String(others.length)} other rows`;
    call.context.log(
      "warn",
      `${share} have a group and features that no training row has: left as they came`,
    );
  }
}

/** The shares of combinations of features that rows of a group with some features become, whatever their label. */
function featureShares(
  { problem, moves, shares }: Mapping,
  { group, features }: { readonly group: number; readonly features: number },
): Float64Array {
  const found = new Float64Array(problem.combinations);
  for (const [m, move] of moves.entries()) {
    const cell = problem.cells[move.cell]!;
    if (cell.group !== group || cell.features !== features) continue;
    found[move.features]! += shares[m]! * cell.size;
  }
  return found;
}

/** Pairs of a member and its share's position: as many of each as its share says, dealt in random order. */
function deal(
  members: Uint32Array,
  shares: Float64Array,
  random: Random,
): [member: number, share: number][] {
  const shuffled = members.slice();
  random.shuffleInPlace(shuffled);
  const counts = apportion(members.length, shares);
  let next = 0;
  return [...counts].flatMap((count, at) =>
    Array.from({ length: count }, (): [number, number] => [shuffled[next++]!, at]),
  );
}
