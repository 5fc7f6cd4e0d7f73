import { allRows, cross, membersOf, partition } from "@fairline/arrow";
import type { Group, Partition, Table } from "@fairline/arrow";
import type { StageContext } from "@fairline/core";
import type { Random } from "@fairline/numeric";
import { apportion } from "./class-sizes.ts";
import type { MappingProblem, Move } from "./optimized-mapping.ts";
import type { Divided } from "./optimized-problem.ts";

/** Of every row of a table, the row whose features and label it is to have, and a row for each of both. */
export interface Sources {
  readonly features: Uint32Array;
  readonly labels: Uint32Array;
  readonly ofFeatures: readonly number[];
  readonly ofLabel: readonly number[];
}

/** Every row is its own source at first. */
export function sourcesOf(table: Table, { rows, combination, label }: Divided): Sources {
  const firstOf = ({ groups, codes }: Partition): number[] =>
    groups.map((_, g) => rows[codes.indexOf(g)]!);
  return {
    features: allRows(table),
    labels: allRows(table),
    ofFeatures: firstOf(combination),
    ofLabel: firstOf(label),
  };
}

/** A solved problem. */
export interface Mapping {
  readonly problem: MappingProblem;
  readonly moves: readonly Move[];
  readonly shares: Float64Array;
}

/** Deals every cell's training rows over its moves, in their shares up to whole rows, in random order. */
export function dealTraining(
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
export function dealOthers(
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
