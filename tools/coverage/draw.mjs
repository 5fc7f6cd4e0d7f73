/** Draws what a sample would show. Counts are drawn, not rows, except where weights or scores need rows. */
import { drawBinomial, effectiveSize } from "../../packages/numeric/dist/index.js";

/** Rates of the groups: successes of n each; with log-normal weights, the weighted rate times Kish's number. */
export function drawRates(random, { sizes, rates, isWeighted }) {
  if (!isWeighted) {
    return { successes: sizes.map((n, g) => drawBinomial(random, n, rates[g])), n: sizes };
  }
  const drawn = { successes: [], n: [], weight: [] };
  for (const [g, size] of sizes.entries()) {
    let [weight, squares, positive] = [0, 0, 0];
    for (let row = 0; row < size; row++) {
      const w = Math.exp(random.normal());
      weight += w;
      squares += w * w;
      if (random.uniform() < rates[g]) positive += w;
    }
    const n = effectiveSize(weight, squares);
    drawn.successes.push(Math.min(n, (positive / weight) * n));
    drawn.n.push(n);
    drawn.weight.push(weight);
  }
  return drawn;
}

/** One group of rows with labels that are positive with chance `share` and scores that are normal, shifted by the label. */
export function drawScores(random, size, { share, shift }) {
  const rows = Array.from({ length: size }, () => {
    const label = random.uniform() < share ? 1 : 0;
    return { label, score: random.normal() + shift * label };
  });
  rows.sort((a, b) => a.score - b.score);
  return { label: rows.map(({ label }) => label), score: rows.map(({ score }) => score) };
}
