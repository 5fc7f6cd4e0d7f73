import { allRows, attributeColumns, readFeatures, setRows } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import type { StageContext } from "@fairline/core";
import { createRandom } from "@fairline/numeric";
import { dealOthers, dealTraining, sourcesOf } from "./deal-rows.ts";
import { labelColumn } from "./label-column.ts";
import { withoutFeatureRole } from "./number-columns.ts";
import { allowedMoves, mappingProgram, totalVariation } from "./optimized-mapping.ts";
import type { MappingProblem, Move } from "./optimized-mapping.ts";
import type { OptimizedPreprocessingParams } from "./optimized-preprocessing.stage.ts";
import { divide, mappingProblem } from "./optimized-problem.ts";
import { solveProgram } from "./solve-program.ts";

/** More moves than this are more than the solver does in reasonable time. */
const MOST_MOVES = 150_000;
/** More pairs of a cell and what it may become than this are not even looked at. */
const MOST_PAIRS = 2_000_000;

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
