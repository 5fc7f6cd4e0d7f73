/** Rows that agree in group, features and label. */
export interface Cell {
  readonly group: number;
  /** Position of its combination of features. */
  readonly features: number;
  readonly label: number;
  /** Number of rows, at least 1. */
  readonly size: number;
}

/** What a mapping of rows to other features and labels has to keep to. */
export interface MappingProblem {
  readonly cells: readonly Cell[];
  readonly groups: number;
  /** Combinations of features; rows are mapped to these only. */
  readonly combinations: number;
  readonly labels: number;
  /** How far apart two combinations of features are, at least 0. */
  readonly distance: (a: number, b: number) => number;
  /** What another label adds to a distance. */
  readonly labelCost: number;
  /** Largest distance from a row to what it may become. */
  readonly reach: number;
  /** Largest distance that the rows of a cell move on average. */
  readonly distortion: number;
  /** Largest difference between two groups' shares of a label afterwards. */
  readonly gap: number;
}

/** A move that rows of a cell may make. */
export interface Move {
  readonly cell: number;
  readonly features: number;
  readonly label: number;
  readonly distance: number;
}

/** Of solutions as near to the data, the one that moves rows the least is taken: moving counts this much less than nearness. */
const MOVING = 1e-4;
/** Terms of a sum in a line of text. */
const TERMS = 8;

/** All moves within reach, by cell, each cell's own place among them. */
export function allowedMoves({
  cells,
  combinations,
  labels,
  distance,
  labelCost,
  reach,
}: MappingProblem): Move[] {
  return cells.flatMap((from, cell) =>
    Array.from({ length: combinations }, (_, features) => features).flatMap((features) =>
      Array.from({ length: labels }, (_, label) => ({
        cell,
        features,
        label,
        distance: distance(from.features, features) + (label === from.label ? 0 : labelCost),
      })).filter((move) => move.distance <= reach),
    ),
  );
}

/**
 * The linear program of a mapping, in the LP format: variable `m3` is the share of its cell's rows that make move 3.
 *
 * It minimises the total variation distance between the joint distribution of features and labels before and after, such that every cell's shares
 * sum to 1, the mean distance of a cell's moves is within `distortion`, and every label's share differs by at most `gap` between
 * any two groups.
 *
 * @see Calmon et al. (2017), equations 2 to 6, with the total variation distance for the utility
 */
export function mappingProgram(problem: MappingProblem, moves: readonly Move[]): string {
  const { cells, labels, combinations, groups, distortion, gap } = problem;
  const total = cells.reduce((sum, { size }) => sum + size, 0);
  const shareOf = (move: number): number => cells[moves[move]!.cell]!.size / total;
  const all = [...moves.keys()];
  const byCell = grouped(all, (m) => moves[m]!.cell, cells.length);
  const targetOf = (features: number, label: number): number => features * labels + label;
  const byTarget = grouped(
    all,
    (m) => targetOf(moves[m]!.features, moves[m]!.label),
    combinations * labels,
  );
  const before = new Float64Array(combinations * labels);
  for (const { features, label, size } of cells) before[targetOf(features, label)]! += size / total;
  const sizes = new Float64Array(groups);
  for (const { group, size } of cells) sizes[group]! += size;
  const lines = [
    "Minimize",
    `obj: ${sum([
      ...[...before.keys()].map((t): Term => [1, `e${String(t)}`]),
      ...all.map((m): Term => [MOVING * shareOf(m) * moves[m]!.distance, `m${String(m)}`]),
    ])}`,
    "Subject To",
    ...byCell.map((own, c) => `c${String(c)}: ${sum(own.map((m) => [1, `m${String(m)}`]))} = 1`),
    ...byCell.map((own, c) => {
      const terms = own.map((m): Term => [moves[m]!.distance, `m${String(m)}`]);
      return `d${String(c)}: ${sum([...terms, [1, `s${String(c)}`]])} = ${String(distortion)}`;
    }),
    ...byTarget.map((own, t) => {
      const terms = own.map((m): Term => [shareOf(m), `m${String(m)}`]);
      return `t${String(t)}: ${sum([...terms, [-1, `e${String(t)}`]])} <= ${String(before[t]!)}`;
    }),
    ...Array.from({ length: labels }, (_, y) => y).flatMap((y) => [
      ...Array.from({ length: groups }, (_, g) => {
        const own = all.filter((m) => moves[m]!.label === y && cells[moves[m]!.cell]!.group === g);
        const share = (m: number): number => cells[moves[m]!.cell]!.size / sizes[g]!;
        const terms = own.map((m): Term => [share(m), `m${String(m)}`]);
        return [
          `l${String(g)}_${String(y)}: ${sum([...terms, [-1, `lo${String(y)}`]])} >= 0`,
          `h${String(g)}_${String(y)}: ${sum([...terms, [-1, `hi${String(y)}`]])} <= 0`,
        ].join("\n");
      }),
      `g${String(y)}: hi${String(y)} - lo${String(y)} <= ${String(gap)}`,
    ]),
    "End",
  ];
  return lines.join("\n");
}

/** How far apart two joint distributions are that a mapping leads to and comes from: half the sum of differences, in [0, 1]. */
export function totalVariation(
  { cells, combinations, labels }: MappingProblem,
  moves: readonly Move[],
  shares: Float64Array,
): number {
  const total = cells.reduce((sum, { size }) => sum + size, 0);
  const change = new Float64Array(combinations * labels);
  for (const { features, label, size } of cells) change[features * labels + label]! -= size / total;
  for (const [m, { cell, features, label }] of moves.entries()) {
    change[features * labels + label]! += (shares[m]! * cells[cell]!.size) / total;
  }
  return change.reduce((sum, value) => sum + Math.abs(value), 0) / 2;
}

type Term = readonly [factor: number, variable: string];

/** A sum in the LP format, which limits the length of lines; terms of factor 0 are left out. */
function sum(terms: readonly Term[]): string {
  const words = terms
    .filter(([factor]) => factor !== 0)
    .map(
      ([factor, variable]) => `${factor < 0 ? "-" : "+"} ${String(Math.abs(factor))} ${variable}`,
    );
  const lines: string[] = [];
  for (let at = 0; at < words.length; at += TERMS)
    lines.push(words.slice(at, at + TERMS).join(" "));
  return lines.join("\n ");
}

function grouped(
  items: readonly number[],
  keyOf: (item: number) => number,
  count: number,
): number[][] {
  const groups = Array.from({ length: count }, (): number[] => []);
  for (const item of items) groups[keyOf(item)]!.push(item);
  return groups;
}
