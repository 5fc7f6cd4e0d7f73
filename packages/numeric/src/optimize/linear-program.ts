/** A linear programme: the largest `maximize · x` over all x of at least 0 that meet the constraints. */
export interface LinearProgram {
  /** Length n. */
  readonly maximize: ArrayLike<number>;
  readonly constraints: readonly LinearConstraint[];
}

/** `coefficients · x`, at most `bound` or equal to it. */
export interface LinearConstraint {
  /** Length n. */
  readonly coefficients: ArrayLike<number>;
  readonly kind: "at-most" | "equal";
  readonly bound: number;
}

/** The answer of a linear programme. */
export interface LinearSolution {
  /** Length n, each at least 0: a corner of what the constraints allow. */
  readonly x: Float64Array;
  readonly value: number;
}

/** Numbers of a tableau that are nearer to 0 than this are 0. Coefficients near 1 are assumed. */
const TINY = 1e-11;

/** Steps without progress after which the rule that cannot cycle takes over. */
const PATIENCE = 50;

/**
 * Solves a linear programme by the simplex method, in two phases on a dense tableau: for tens of constraints and up to
 * thousands of variables whose coefficients are near 1. The same programme gives the same corner.
 *
 * The column that gains the most enters; after {@link PATIENCE} steps without progress the first that gains anything does
 * (Bland's rule), so that it ends.
 *
 * @returns Undefined where no x meets the constraints.
 * @throws RangeError where the objective has no largest value.
 * @see Dantzig, "Linear programming and extensions", Princeton 1963, chapter 5; Bland, "New finite pivoting rules for the simplex
 *   method", Mathematics of Operations Research 2 (1977), doi:10.1287/moor.2.2.103
 */
export function solveLinearProgram(program: LinearProgram): LinearSolution | undefined {
  const tableau = makeTableau(program);
  const { artificial, columns, rows } = tableau;
  pivotToOptimum(
    tableau,
    reducedCosts(tableau, (column) => (column >= artificial ? -1 : 0)),
    columns,
  );
  const missed = rows.reduce(
    (sum, row, i) => sum + (tableau.basis[i]! >= artificial ? row[columns]! : 0),
    0,
  );
  if (missed > 1e-9) return undefined;
  leaveArtificial(tableau);
  const n = program.maximize.length;
  const costs = reducedCosts(tableau, (column) => (column < n ? program.maximize[column]! : 0));
  pivotToOptimum(tableau, costs, artificial);
  const x = new Float64Array(n);
  for (const [i, column] of tableau.basis.entries()) {
    if (column < n) x[column] = Math.max(0, rows[i]![columns]!);
  }
  return { x, value: x.reduce((sum, value, j) => sum + value * program.maximize[j]!, 0) };
}

/** Equations whose basic variables are solved for. */
interface Tableau {
  /** Constraints x (variables, slacks, artificial variables, bound). */
  readonly rows: readonly Float64Array[];
  /** The variable that each row is solved for. */
  readonly basis: number[];
  /** The first artificial variable. */
  readonly artificial: number;
  /** Variables of all kinds: the place of the bound in a row. */
  readonly columns: number;
}

/** Every constraint as an equation with a bound of at least 0, each with a slack or an artificial variable to start from. */
function makeTableau({ maximize, constraints }: LinearProgram): Tableau {
  const n = maximize.length;
  const artificial = n + constraints.length;
  const columns = artificial + constraints.length;
  const basis: number[] = [];
  const rows = constraints.map(({ coefficients, kind, bound }, i) => {
    const sign = bound < 0 ? -1 : 1;
    const row = new Float64Array(columns + 1);
    for (let j = 0; j < n; j++) row[j] = sign * coefficients[j]!;
    if (kind === "at-most") row[n + i] = sign;
    const starts = kind === "at-most" && sign === 1 ? n + i : artificial + i;
    row[starts] = 1;
    row[columns] = sign * bound;
    basis.push(starts);
    return row;
  });
  return { rows, basis, artificial, columns };
}

/** What one more of each variable gains, given what each is worth, with the value reached, negated, at the end. */
function reducedCosts(
  { rows, basis, columns }: Tableau,
  worth: (column: number) => number,
): Float64Array {
  const costs = Float64Array.from({ length: columns + 1 }, (_, j) => (j < columns ? worth(j) : 0));
  for (const [i, row] of rows.entries()) subtract(costs, row, worth(basis[i]!));
  return costs;
}

/** @param end - Variables from here on do not enter. */
function pivotToOptimum(tableau: Tableau, costs: Float64Array, end: number): void {
  const { columns } = tableau;
  let stalled = 0;
  for (;;) {
    const entering = enteringColumn(costs, end, stalled < PATIENCE);
    if (entering < 0) return;
    const leaving = leavingRow(tableau, entering);
    if (leaving < 0) throw new RangeError("the objective has no largest value");
    const before = costs[columns]!;
    pivot(tableau, leaving, entering);
    subtract(costs, tableau.rows[leaving]!, costs[entering]!);
    stalled = costs[columns]! < before - TINY ? 0 : stalled + 1;
  }
}

function enteringColumn(costs: Float64Array, end: number, isGreedy: boolean): number {
  let best = -1;
  for (let j = 0; j < end; j++) {
    if (costs[j]! <= TINY || (best >= 0 && costs[j]! <= costs[best]!)) continue;
    best = j;
    if (!isGreedy) break;
  }
  return best;
}

/** The row that first stops the entering variable; of several, the one whose variable comes first. */
function leavingRow({ rows, basis, columns }: Tableau, entering: number): number {
  let best = -1;
  let least = Infinity;
  for (const [i, row] of rows.entries()) {
    if (row[entering]! <= TINY) continue;
    const ratio = row[columns]! / row[entering]!;
    const isTie = Math.abs(ratio - least) <= TINY;
    if (ratio < least - TINY || (isTie && basis[i]! < basis[best]!)) {
      best = i;
      least = ratio;
    }
  }
  return best;
}

function pivot({ rows, basis }: Tableau, leaving: number, entering: number): void {
  const own = rows[leaving]!;
  const by = own[entering]!;
  for (let j = 0; j < own.length; j++) own[j]! /= by;
  for (const [i, row] of rows.entries()) if (i !== leaving) subtract(row, own, row[entering]!);
  basis[leaving] = entering;
}

/** Artificial variables that are 0 leave the basis where another variable can take their place; else their row says nothing. */
function leaveArtificial(tableau: Tableau): void {
  const { rows, basis, artificial } = tableau;
  for (const [i, row] of rows.entries()) {
    if (basis[i]! < artificial) continue;
    const other = row.findIndex((value, j) => j < artificial && Math.abs(value) > TINY);
    if (other >= 0) pivot(tableau, i, other);
  }
}

function subtract(row: Float64Array, other: Float64Array, times: number): void {
  if (times === 0) return;
  for (let j = 0; j < row.length; j++) row[j]! -= times * other[j]!;
}
