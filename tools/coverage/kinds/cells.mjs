/** Figures of all four cells of a confusion. */
import {
  balancedAccuracyEstimate,
  drawMultinomial,
  estimateDifferences,
  estimateInterval,
  f1Estimate,
  fBetaEstimate,
  gapInterval,
  kappaEstimate,
  mccEstimate,
} from "../../../packages/numeric/dist/index.js";
import { criticalFor } from "../critical.mjs";

const WORLDS = [
  { name: "2 x 500", sizes: [500, 500] },
  { name: "4 x 200", sizes: Array(4).fill(200) },
  { name: "8 x 100", sizes: Array(8).fill(100) },
  { name: "570 + 30", sizes: [570, 30] },
  { name: "4 x 30", sizes: Array(4).fill(30) },
];

/** Chances of true positives, false positives, false negatives and true negatives. */
const chancesOf = (rate) => {
  const positive = 0.4;
  const alarm = (1 - rate) / 2;
  return [
    positive * rate,
    (1 - positive) * alarm,
    positive * (1 - rate),
    (1 - positive) * (1 - alarm),
  ];
};

const settings = WORLDS.flatMap((world) =>
  [0.6, 0.9].flatMap((rate) =>
    [0, 0.1].map((gap) => ({
      ...world,
      rate,
      gap,
      rates: world.sizes.map((_, g) => (g + 1 < world.sizes.length ? rate : rate - gap)),
    })),
  ),
);

/** Those of many rows: the true figure. */
const expectedCells = (rate) => cellsOf(chancesOf(rate).map((chance) => chance * 1e9));

const cellsOf = ([tp, fp, fn, tn]) => ({ tp, fp, fn, tn });

const FIGURES = {
  f1: ["F1", ({ tp, fp, fn }) => f1Estimate(tp, tp + fp + fn)],
  f2: ["F score with beta 2", (cells) => fBetaEstimate(cells, 2)],
  mcc: ["Matthews' correlation", mccEstimate],
  kappa: ["Cohen's kappa", kappaEstimate],
  "balanced-accuracy": [
    "Balanced accuracy",
    ({ tp, fp, fn, tn }) =>
      balancedAccuracyEstimate({ successes: tp, n: tp + fn }, { successes: fp, n: fp + tn }),
  ],
};

const kindOf = (name, title, goal, { estimateOf, figure, interval }) => ({
  name,
  title,
  goal,
  settings,
  draw: (random, { sizes, rates }) =>
    sizes.map((n, g) => cellsOf(drawMultinomial(random, n, chancesOf(rates[g])))),
  truth: ({ rates }) => figure(rates.map((rate) => estimateOf(expectedCells(rate)).value)),
  point: (drawn) => figure(drawn.map((cells) => estimateOf(cells).value)),
  methods: { "as documented": interval },
});

export const CELLS = Object.entries(FIGURES).flatMap(([name, [title, estimateOf]]) => [
  kindOf(name, `${title} of one group`, [0.935, 0.965], {
    estimateOf,
    figure: (values) => values.at(-1),
    interval: (drawn, level) => estimateInterval(estimateOf(drawn.at(-1)), level),
  }),
  kindOf(`${name}-largest-difference`, `${title}, largest less smallest`, [0.93, 1], {
    estimateOf,
    figure: (values) => Math.max(...values) - Math.min(...values),
    interval: (drawn, level) => {
      const family = estimateDifferences(drawn.map(estimateOf));
      return gapInterval([family], criticalFor([family], level));
    },
  }),
]);
