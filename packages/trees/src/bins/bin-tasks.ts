import type { BinningMemory } from "./memory.ts";
import { quantileEdges } from "./quantile-edges.ts";

/** Finds the edges of the part's column. */
export function findEdges(memory: BinningMemory, part: number): void {
  const weights = memory.weights.length === 0 ? undefined : memory.weights;
  const edges = quantileEdges(memory.columns[part]!, weights, memory.maxBins);
  memory.edges[part]!.set(edges);
  memory.edgeCounts[part] = edges.length;
}

/** Writes the bins of the part's column. */
export function encodeNumeric(memory: BinningMemory, part: number): void {
  const column = memory.columns[part]!;
  const edges = memory.edges[part]!.slice(0, memory.edgeCounts[part]);
  writeBins(column, edges, memory.bins.subarray(memory.positions[part]! * column.length));
}

/** Halvings that find a place among as many edges as there can be. */
const HALVINGS = 8;

/** Writes the bin of each value: the number of edges below it. */
function writeBins(column: Float64Array, edges: Float64Array, bins: Uint8Array): void {
  const padded = new Float64Array(2 ** HALVINGS).fill(Infinity);
  padded.set(edges);
  const missing = edges.length + 1;
  for (let row = 0; row < column.length; row++) {
    const value = column[row]!;
    // Comparisons become numbers: branches that go either way for half of the values cost several times as much.
    let bin = 0;
    for (let halving = HALVINGS - 1; halving >= 0; halving--) {
      bin += Number(value > padded[bin + (1 << halving) - 1]!) << halving;
    }
    bins[row] = Number.isNaN(value) ? missing : bin;
  }
}
