/** Figures over all groups of a setting. */
import {
  differencePairs,
  differencesToOverall,
  estimateDifferences,
  gapInterval,
  rateEstimate,
  ratioPairs,
  ratiosToOverall,
  worstGroupInterval,
} from "../../../packages/numeric/dist/index.js";
import { rateReplicates } from "../bootstrap.mjs";
import { criticalFor } from "../critical.mjs";
import { drawRates } from "../draw.mjs";
import { SETTINGS } from "../settings.mjs";

const ratesOf = ({ successes, n }) => successes.map((count, g) => count / n[g]);
const weightsOf = (drawn) => drawn.weight ?? drawn.n;
const overallOf = (rates, weights) =>
  rates.reduce((sum, rate, g) => sum + rate * weights[g], 0) / weights.reduce((a, b) => a + b, 0);
const fold = (ratio) => Math.min(ratio, 1 / ratio);

const FIGURES = {
  difference: (rates) => Math.max(...rates) - Math.min(...rates),
  ratio: (rates) => Math.min(...rates) / Math.max(...rates),
  toOverall: (rates, weights) => {
    const overall = overallOf(rates, weights);
    return Math.max(...rates.map((rate) => Math.abs(rate - overall)));
  },
  ratioToOverall: (rates, weights) => {
    const overall = overallOf(rates, weights);
    return Math.min(...rates.map((rate) => fold(rate / overall)));
  },
  worst: (rates) => Math.min(...rates),
};

const kindOf = (name, title, figure, methods) => ({
  name,
  title,
  goal: [0.93, 1],
  settings: SETTINGS,
  draw: drawRates,
  truth: ({ rates }, drawn) => figure(rates, weightsOf(drawn)),
  point: (drawn) => figure(ratesOf(drawn), weightsOf(drawn)),
  methods,
  replicates: (random, drawn) =>
    rateReplicates(random, drawn, (rates) => figure(rates, weightsOf(drawn))),
});

const gap = (familyOf) => (drawn, level) => {
  const family = familyOf(drawn);
  return gapInterval([family], criticalFor([family], level));
};
const complement = ({ low, high }) => ({ low: 1 - high, high: 1 - low });
const estimates = ({ successes, n }, method) =>
  successes.map((count, g) => rateEstimate(count, n[g], method));
const worst = (method) => (drawn, level) =>
  worstGroupInterval(estimates(drawn, method), "lowest", level);

export const LARGEST_DIFFERENCE = {
  ...kindOf("largest-difference", "Largest rate less smallest", FIGURES.difference, {
    "simultaneous score": gap(differencePairs),
    "simultaneous MOVER": gap((drawn) => estimateDifferences(estimates(drawn))),
  }),
  fairpipe: ({ successes, n }) => ["binary_gap_interval", successes, n],
};

export const SMALLEST_RATIO = kindOf(
  "smallest-ratio",
  "Smallest rate over largest",
  FIGURES.ratio,
  {
    "simultaneous score": (drawn, level) => complement(gap(ratioPairs)(drawn, level)),
  },
);

export const DIFFERENCE_TO_OVERALL = kindOf(
  "difference-to-overall",
  "Largest distance of a rate from that over all groups",
  FIGURES.toOverall,
  { "simultaneous score": gap(differencesToOverall) },
);

export const RATIO_TO_OVERALL = kindOf(
  "ratio-to-overall",
  "Smallest ratio of a rate and that over all groups",
  FIGURES.ratioToOverall,
  { "simultaneous score": (drawn, level) => complement(gap(ratiosToOverall)(drawn, level)) },
);

export const WORST_GROUP = kindOf("worst-group", "Lowest rate", FIGURES.worst, {
  "Clopper-Pearson": worst("clopper-pearson"),
  Wilson: worst("wilson"),
});
