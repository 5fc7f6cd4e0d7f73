/** The last group and the first of a setting, with a sign. */
import {
  agrestiCaffoInterval,
  katzInterval,
  koopmanInterval,
  miettinenNurminenInterval,
  newcombeInterval,
  oddsRatioInterval,
} from "../../../packages/numeric/dist/index.js";
import { rateReplicates } from "../bootstrap.mjs";
import { drawRates } from "../draw.mjs";
import { SETTINGS } from "../settings.mjs";

const settings = SETTINGS.map((setting) => ({
  ...setting,
  sizes: [setting.sizes.at(-1), setting.sizes[0]],
  rates: [setting.rates.at(-1), setting.rates[0]],
}));

const pair =
  (interval) =>
  ({ successes, n }, level) =>
    interval({ successes: successes[0], n: n[0] }, { successes: successes[1], n: n[1] }, level);

const kindOf = (name, title, { figure, methods }) => ({
  name,
  title,
  goal: [0.935, 0.965],
  settings,
  draw: drawRates,
  truth: ({ rates }) => figure(rates),
  point: ({ successes, n }) => figure([successes[0] / n[0], successes[1] / n[1]]),
  methods: Object.fromEntries(
    Object.entries(methods).map(([method, interval]) => [method, pair(interval)]),
  ),
  replicates: (random, drawn) => rateReplicates(random, drawn, figure),
});

export const DIFFERENCE = kindOf("difference", "Signed difference of two groups", {
  figure: ([p, q]) => p - q,
  methods: {
    "Miettinen-Nurminen": miettinenNurminenInterval,
    Newcombe: newcombeInterval,
    "Agresti-Caffo": agrestiCaffoInterval,
  },
});

/** Ratios are compared as r / (1 + r), so that widths are finite. */
const position = (ratio) => (ratio === Infinity ? 1 : ratio / (1 + ratio));
const positioned = (interval) => (first, second, level) => {
  const { low, high } = interval(first, second, level);
  return { low: position(low), high: position(high) };
};

export const RATIO = kindOf("ratio", "Ratio r of two groups, as r / (1 + r)", {
  figure: ([p, q]) => p / (p + q),
  methods: { Koopman: positioned(koopmanInterval), Katz: positioned(katzInterval) },
});

export const ODDS_RATIO = kindOf("odds-ratio", "Odds ratio r of two groups, as r / (1 + r)", {
  figure: ([p, q]) => (p * (1 - q)) / (p * (1 - q) + q * (1 - p)),
  methods: { score: positioned(oddsRatioInterval) },
});
