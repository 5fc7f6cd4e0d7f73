/** One group: every group of a setting is a sample of its own. */
import {
  clopperPearsonInterval,
  jeffreysInterval,
  wilsonInterval,
} from "../../../packages/numeric/dist/index.js";
import { rateReplicates } from "../bootstrap.mjs";
import { drawRates } from "../draw.mjs";
import { SETTINGS } from "../settings.mjs";

const first =
  (interval) =>
  ({ successes, n }, level) =>
    interval(successes[0], n[0], level);

export const RATE = {
  name: "rate",
  title: "Rate of one group",
  goal: [0.935, 0.965],
  // The group apart, which has all rates, sizes and weights of the settings in turn.
  settings: SETTINGS.map((setting) => ({
    ...setting,
    sizes: setting.sizes.slice(-1),
    rates: setting.rates.slice(-1),
  })),
  draw: drawRates,
  truth: ({ rates }) => rates[0],
  point: ({ successes, n }) => successes[0] / n[0],
  methods: {
    Wilson: first(wilsonInterval),
    "Clopper-Pearson": first(clopperPearsonInterval),
    Jeffreys: first(jeffreysInterval),
  },
  replicates: (random, drawn) => rateReplicates(random, drawn, ([rate]) => rate),
};
