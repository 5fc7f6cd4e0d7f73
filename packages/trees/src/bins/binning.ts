import { lengthOf } from "../column.ts";
import type { Column } from "../column.ts";
import type { Crew } from "../threads/crew.ts";
import { sharedBytes, sharedFloats, sharedWords } from "../threads/shared-memory.ts";
import { categoryBins, categoryLookup } from "./category-bins.ts";
import { MAX_BINS } from "./feature-bins.ts";
import type { FeatureBins } from "./feature-bins.ts";
import type { BinningMemory } from "./memory.ts";

type BinningCrew = Crew<{ readonly binning?: BinningMemory }>;

/**
 * Learns the bins of columns, on all threads.
 *
 * @param weights - One per row, at least 0; rows of weight 0 are left out. Empty: every row weighs 1.
 */
export function learnBins(
  crew: BinningCrew,
  columns: readonly Column[],
  weights: Float64Array,
  maxBins: number,
): FeatureBins[] {
  const memory = shareBinning(crew, columns, { weights, maxBins, bins: sharedBytes(0) });
  const rowWeights = weights.length === 0 ? undefined : weights;
  const learned = new Map<number, FeatureBins>();
  forNumericColumns(columns, memory, (places) => {
    crew.run("edges", places.length);
    places.forEach((place, part) => {
      const edges = memory.edges[part]!.slice(0, memory.edgeCounts[part]);
      const { name } = columns[place]!;
      const hasMissing = isMissingSome(memory.columns[part]!, rowWeights);
      learned.set(place, { kind: "numeric", name, edges, hasMissing });
    });
  });
  return columns.map((column, place) =>
    column.kind === "category" ? categoryBins(column, rowWeights) : learned.get(place)!,
  );
}

/**
 * Finds the bins of columns, on all threads.
 *
 * @param bins - Of each column.
 * @param kept - The columns that are wanted, in the order of their positions.
 * @returns See `GrowthMemory.bins`.
 */
export function encode(
  crew: BinningCrew,
  columns: readonly Column[],
  bins: readonly FeatureBins[],
  kept: readonly number[],
): Uint8Array {
  const rows = columns[0] === undefined ? 0 : lengthOf(columns[0]);
  const coded = sharedBytes(kept.length * rows);
  const wanted = kept.map((place) => columns[place]!);
  const memory = shareBinning(crew, wanted, {
    weights: new Float64Array(),
    maxBins: 1,
    bins: coded,
  });
  forNumericColumns(wanted, memory, (positions) => {
    positions.forEach((position, part) => {
      const learned = bins[kept[position]!]!;
      if (learned.kind !== "numeric") return;
      memory.edges[part]!.set(learned.edges);
      memory.edgeCounts[part] = learned.edges.length;
      memory.positions[part] = position;
    });
    crew.run("encode", positions.length);
  });
  wanted.forEach((column, position) => {
    const learned = bins[kept[position]!]!;
    if (column.kind !== "category" || learned.kind !== "category") return;
    const look = categoryLookup(learned.codes);
    const start = position * rows;
    for (let row = 0; row < rows; row++) coded[start + row] = look(column.codes[row]!);
  });
  return coded;
}

function shareBinning(
  crew: BinningCrew,
  columns: readonly Column[],
  rest: Pick<BinningMemory, "weights" | "maxBins" | "bins">,
): BinningMemory {
  const numeric = columns.filter(({ kind }) => kind === "numeric");
  const rows = numeric[0] === undefined ? 0 : lengthOf(numeric[0]);
  const threads = Array.from({ length: Math.min(crew.threads, numeric.length) });
  const memory: BinningMemory = {
    ...rest,
    columns: threads.map(() => sharedFloats(rows)),
    edges: threads.map(() => sharedFloats(MAX_BINS)),
    edgeCounts: sharedWords(threads.length),
    positions: sharedWords(threads.length),
  };
  crew.share({ binning: memory });
  return memory;
}

/** Copies the numeric columns to where threads see them, as many at a time as there are threads. */
function forNumericColumns(
  columns: readonly Column[],
  memory: BinningMemory,
  use: (places: readonly number[]) => void,
): void {
  const numeric = columns.flatMap(({ kind }, place) => (kind === "numeric" ? [place] : []));
  const together = memory.columns.length;
  for (let first = 0; first < numeric.length; first += together) {
    const places = numeric.slice(first, first + together);
    places.forEach((place, part) => {
      const column = columns[place]!;
      if (column.kind === "numeric") memory.columns[part]!.set(column.values);
    });
    use(places);
  }
}

function isMissingSome(column: Float64Array, weights: Float64Array | undefined): boolean {
  return column.some((value, row) => Number.isNaN(value) && weights?.[row] !== 0);
}
