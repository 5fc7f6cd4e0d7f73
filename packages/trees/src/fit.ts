import { extname } from "node:path";
import { encode, learnBins } from "./bins/binning.ts";
import { binCount, isSplittable } from "./bins/feature-bins.ts";
import type { FeatureBins } from "./bins/feature-bins.ts";
import { boost } from "./boost.ts";
import type { Booster } from "./booster.ts";
import { checkColumns } from "./check-columns.ts";
import { buildEnsemble } from "./ensemble/build.ts";
import { checkFeatures } from "./ensemble/check-features.ts";
import type { Ensemble } from "./ensemble/ensemble.ts";
import { openGrowth } from "./growth-memory.ts";
import type { GrowthSize } from "./growth-memory.ts";
import { LOSSES } from "./loss/losses.ts";
import { outputsOf } from "./objective.ts";
import type { Objective } from "./objective.ts";
import type { TreeOptions } from "./options.ts";
import { perform } from "./perform.ts";
import type { Memories } from "./perform.ts";
import { checkObjective, planOf } from "./plan.ts";
import type { Plan } from "./plan.ts";
import { openCrew } from "./threads/crew.ts";
import type { Crew } from "./threads/crew.ts";
import { partsFor } from "./threads/share.ts";
import { checkRows } from "./training-data.ts";
import type { Rows, TrainingData } from "./training-data.ts";

/** A sibling of this file, as it was written or as it was built. */
const WORKER = new URL(`./worker${extname(import.meta.url)}`, import.meta.url);

/** What a fit gives. */
export interface Fitted {
  /** Without the rounds after the best one where there are validation rows. */
  readonly ensemble: Ensemble;
  /** Rounds that ran. */
  readonly rounds: number;
  /** The round that the ensemble ends with; 0 where it is the base score alone. */
  readonly bestRound: number;
  /** Why no further round ran: all had, the validation metric no longer became better, or no split gained. */
  readonly stopped: "rounds" | "patience" | "no-split";
  /** The validation metric by round; empty without validation rows. */
  readonly metrics: readonly number[];
}

/**
 * Grows gradient-boosted trees.
 *
 * The same data, options and seed give the same bytes, whatever the number of threads. Without sampling, the order of
 * the rows changes none either.
 *
 * Costs memory of 2 bytes a column and row, about 60 a row, and 24 a row and output; while columns become bins, of 40 a row
 * and thread.
 *
 * @throws FairlineError `PARAM_INVALID`, `COLUMN_MISSING`, `COLUMN_DUPLICATE`, `COLUMN_TYPE`, `LENGTH_MISMATCH`, `ROWS_EMPTY`,
 *   `VALUE_MISSING` or `VALUE_INVALID` for what it is given; `TRAINING_DIVERGED` where a gradient or a metric is not finite.
 * @throws the signal's reason where it is aborted.
 * @see Friedman, "Greedy function approximation: a gradient boosting machine", Ann. Stat. 29 (2001), 1189-1232,
 *   doi:10.1214/aos/1013203451
 * @see Ke et al., "LightGBM: a highly efficient gradient boosting decision tree", NeurIPS 2017
 */
export async function fitTrees(data: TrainingData, options: TreeOptions): Promise<Fitted> {
  options.signal?.throwIfAborted();
  checkObjective(options);
  const rows = checkRows(data, options.objective);
  const plan = planOf(options, rows);
  if (options.validation !== undefined) {
    checkColumns(options.validation.columns);
    checkFeatures(data.columns, options.validation.columns);
  }
  const threads = partsFor(rows.count * rows.columns.length, plan.threads);
  const crew = await openCrew<Memories>(threads, { perform, worker: WORKER, memories: {} });
  try {
    return await fitWith(crew, rows, plan);
  } finally {
    await crew.close();
  }
}

async function fitWith(crew: Crew<Memories>, rows: Rows, plan: Plan): Promise<Fitted> {
  const { objective } = plan.options;
  const bins = learnBins(crew, rows.columns, rows.weights, plan.parameters.maxBins);
  const kept = [...bins.keys()].filter((place) => isSplittable(bins[place]!));
  const base = baseOf(rows, objective);
  const booster = boosterOf(crew, { rows, plan, bins, kept, base });
  const { trees, ...rest } = await boost(booster);
  return { ensemble: buildEnsemble({ objective, base, bins, kept, trees }), ...rest };
}

/** What a fit knows before its first round. */
interface Prepared {
  readonly rows: Rows;
  readonly plan: Plan;
  readonly bins: readonly FeatureBins[];
  /** The columns that trees may split, by position. */
  readonly kept: readonly number[];
  readonly base: Float64Array;
}

function boosterOf(crew: Crew<Memories>, { rows, plan, bins, kept, base }: Prepared): Booster {
  const leaves = leafLimit(plan, rows.count);
  const keptBins = kept.map((place) => bins[place]!);
  const memory = openGrowth({
    rows,
    base,
    bins: keptBins,
    coded: encode(crew, rows.columns, bins, kept),
    validation: validationBins(crew, { plan, bins, kept }),
    leaves,
    threads: crew.threads,
  });
  crew.share({ growth: memory });
  crew.run("weave", partsFor(rows.count, crew.threads), keptBins.length);
  const features = keptBins.map((each, position) => ({
    kind: each.kind,
    bins: binCount(each),
    direction: plan.directions[kept[position]!]!,
  }));
  const rules = { ...plan.rules, maxLeaves: leaves };
  return { plan, grower: { crew, memory, features, rules } };
}

function validationBins(
  crew: Crew<Memories>,
  { plan, bins, kept }: Pick<Prepared, "plan" | "bins" | "kept">,
): GrowthSize["validation"] {
  const columns = plan.options.validation?.columns;
  if (columns === undefined) return undefined;
  return { bins: encode(crew, columns, bins, kept), rows: checkColumns(columns) };
}

/** Leaves that a tree can have, so that no memory is set aside for more. */
function leafLimit({ parameters }: Plan, rows: number): number {
  const { maxLeaves, maxDepth, minRows } = parameters;
  return Math.max(1, Math.min(maxLeaves, 2 ** maxDepth, Math.floor(rows / minRows)));
}

function baseOf({ labels, weights }: Rows, objective: Objective): Float64Array {
  return objective.loss === "custom"
    ? Float64Array.from(objective.base)
    : LOSSES[objective.loss].base(labels, weights, outputsOf(objective));
}
