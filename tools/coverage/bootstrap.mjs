import { drawBinomial } from "../../packages/numeric/dist/index.js";

const REPLICATES = 500;

/** The figure of resamples of each group's rows: binomial counts. Undefined for effective numbers, which are not whole. */
export function rateReplicates(random, { successes, n }, figure) {
  if (!n.every(Number.isInteger)) return undefined;
  return Array.from({ length: REPLICATES }, () =>
    figure(n.map((size, g) => drawBinomial(random, size, successes[g] / size) / size)),
  );
}
