/** Equalized odds: rates among positive rows and among negative ones, four in ten of which are positive. */
import {
  differencePairs,
  drawBinomial,
  gapInterval,
  meanGapInterval,
  ratioPairs,
} from "../../../packages/numeric/dist/index.js";
import { rateReplicates } from "../bootstrap.mjs";
import { criticalFor } from "../critical.mjs";
import { SETTINGS } from "../settings.mjs";

const POSITIVE = 0.4;

/** The rates of the setting are true positive rates; false positive rates are half of them, with half the gap. */
const settings = [
  ...SETTINGS.filter(({ isWeighted }) => !isWeighted),
  ...[0, 0.1].map((gap) => ({
    name: "5 x 200",
    sizes: Array(5).fill(200),
    rate: 0.7,
    gap,
    rates: [0.7, 0.7, 0.7, 0.7, 0.7 - gap],
  })),
];

function draw(random, { sizes, rates }) {
  const of = (n, rate) => ({
    n,
    successes: n.map((size, g) => drawBinomial(random, size, rate(g))),
  });
  // Redrawn where a group has no row of either label: then the figure leaves that group out.
  const positives = sizes.map((n) =>
    Math.min(n - 1, Math.max(1, drawBinomial(random, n, POSITIVE))),
  );
  return [
    of(positives, (g) => rates[g]),
    of(
      sizes.map((n, g) => n - positives[g]),
      (g) => rates[g] / 2,
    ),
  ];
}

const difference = (rates) => Math.max(...rates) - Math.min(...rates);
const ratio = (rates) => Math.min(...rates) / Math.max(...rates);
const ratesOf = ({ successes, n }) => successes.map((count, g) => count / n[g]);

const kindOf = (name, title, { compare, combine, interval }) => ({
  name,
  title,
  goal: [0.93, 1],
  settings,
  draw,
  truth: ({ rates }) => combine([compare(rates), compare(rates.map((rate) => rate / 2))]),
  point: (drawn) => combine(drawn.map((rates) => compare(ratesOf(rates)))),
  methods: { "simultaneous score": interval },
  replicates: (random, drawn) => {
    const [hits, alarms] = drawn.map((rates) => rateReplicates(random, rates, compare));
    return hits.map((hit, i) => combine([hit, alarms[i]]));
  },
});

const mean = ([a, b]) => (a + b) / 2;
const families = (familyOf, join) => (drawn, level) => {
  const made = drawn.map(familyOf);
  return join(made, criticalFor(made, level));
};
const complement = (interval) => (drawn, level) => {
  const { low, high } = interval(drawn, level);
  return { low: 1 - high, high: 1 - low };
};

export const ODDS_DIFFERENCE = {
  ...kindOf("odds-difference", "Equalized odds difference: the larger", {
    compare: difference,
    combine: (both) => Math.max(...both),
    interval: families(differencePairs, gapInterval),
  }),
  fairpipe: ([hits, alarms]) => [
    "equalized_odds_gap_interval",
    hits.successes,
    hits.n,
    alarms.successes,
    alarms.n,
  ],
};

export const ODDS_DIFFERENCE_MEAN = kindOf(
  "odds-difference-mean",
  "Equalized odds difference: mean",
  {
    compare: difference,
    combine: mean,
    interval: families(differencePairs, meanGapInterval),
  },
);

export const ODDS_RATIO_WORST = kindOf("odds-ratio-worst", "Equalized odds ratio: the smaller", {
  compare: ratio,
  combine: (both) => Math.min(...both),
  interval: complement(families(ratioPairs, gapInterval)),
});

export const ODDS_RATIO_MEAN = kindOf("odds-ratio-mean", "Equalized odds ratio: mean", {
  compare: ratio,
  combine: mean,
  interval: complement(families(ratioPairs, meanGapInterval)),
});
