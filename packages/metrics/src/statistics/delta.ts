import { scaledEstimate, symmetricEstimate } from "@fairline/numeric";
import type { Estimate, Scale } from "@fairline/numeric";
import type { Cells } from "../confusion.ts";
import type { JointVariances } from "../metric.ts";
import { ALL_ROWS, effectiveCells } from "./evidence.ts";
import type { CellCounts } from "./cell-tally.ts";

/** A figure of the weights of the four cells, which their unit does not change. */
export type CellFigure = (cells: Cells) => number;

const CELLS = ["tp", "fp", "tn", "fn"] as const;

/** What the weight of a cell is changed by to see how a figure changes with it, as a share of all weight. */
const STEP = 1e-6;

/**
 * How fast a figure rises with the weight of each cell, by central differences; from a cell that is nearly empty, by a difference
 * to one side.
 */
export function gradient(figure: CellFigure, cells: Cells): Cells {
  const step = STEP * ALL_ROWS(cells);
  const slope = (cell: (typeof CELLS)[number]): number => {
    const below = Math.min(step, cells[cell]);
    const [more, less] = [cells[cell] + step, cells[cell] - below];
    const rise = figure({ ...cells, [cell]: more }) - figure({ ...cells, [cell]: less });
    return rise / (step + below);
  };
  return { tp: slope("tp"), fp: slope("fp"), tn: slope("tn"), fn: slope("fn") };
}

/**
 * A figure of the cells with its standard error by the delta method: rows are drawn independently, each with its weight. For a
 * metric that has no interval of its own.
 *
 * @see Bishop, Fienberg and Holland, "Discrete multivariate analysis", MIT Press 1975, section 14.6
 */
export function deltaEstimate(figure: CellFigure, group: CellCounts): Estimate {
  const slopes = gradient(figure, group.counts);
  return symmetricEstimate(
    figure(group.counts),
    Math.sqrt(covarianceOf(slopes, slopes, group.squares)),
  );
}

/**
 * A figure of the cells with its standard error by the delta method, for the effective rows. Where a cell is empty, centre and
 * standard error are those of the cells with half a row more in each, so that no empty cell is taken as certain.
 *
 * @param scale - Where the interval is made: its ends keep to the range of the scale. On the figure's own if left out.
 */
export function smoothedDeltaEstimate(
  figure: CellFigure,
  group: CellCounts,
  scale?: Scale,
): Estimate {
  const value = figure(group.counts);
  const found = effectiveCells(group);
  const used = CELLS.some((cell) => found[cell] === 0) ? withHalf(found) : found;
  const slopes = gradient(figure, used);
  const standardError = Math.sqrt(covarianceOf(slopes, slopes, used));
  return scale === undefined
    ? symmetricEstimate(value, standardError)
    : scaledEstimate(scale, { value, centre: figure(used), standardError });
}

function withHalf({ tp, fp, tn, fn }: Cells): Cells {
  return { tp: tp + 0.5, fp: fp + 0.5, tn: tn + 0.5, fn: fn + 0.5 };
}

/** How a figure of groups goes with that of all rows, which hold theirs. */
export function deltaCovariances(
  figure: CellFigure,
  groups: readonly CellCounts[],
  all: CellCounts,
): JointVariances {
  const ofAll = gradient(figure, all.counts);
  const ofGroups = groups.map(({ counts }) => gradient(figure, counts));
  return {
    own: groups.map(({ squares }, g) => covarianceOf(ofGroups[g]!, ofGroups[g]!, squares)),
    overall: covarianceOf(ofAll, ofAll, all.squares),
    shared: groups.map(({ squares }, g) => covarianceOf(ofGroups[g]!, ofAll, squares)),
  };
}

function covarianceOf(first: Cells, second: Cells, squares: Cells): number {
  return CELLS.reduce((sum, cell) => sum + squares[cell] * first[cell] * second[cell], 0);
}
