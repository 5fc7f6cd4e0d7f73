/** Areas under the ROC curve, losses and calibration: rows are drawn, since figures rest on their order or their losses. */
import {
  aucEstimate,
  calibrationErrorEstimate,
  createRandom,
  differenceEstimate,
  equalMassBins,
  estimateDifferences,
  estimateInterval,
  gapInterval,
  meanEstimate,
  normalQuantile,
  weightedMoments,
} from "../../../packages/numeric/dist/index.js";
import { criticalFor } from "../critical.mjs";
import { drawScores } from "../draw.mjs";

const WORLDS = [
  { name: "2 x 500", sizes: [500, 500] },
  { name: "4 x 200", sizes: Array(4).fill(200) },
  { name: "8 x 100", sizes: Array(8).fill(100) },
  { name: "570 + 30", sizes: [570, 30] },
  { name: "4 x 50", sizes: Array(4).fill(50) },
];
const settingsOf = (levels, gaps) =>
  WORLDS.flatMap((world) =>
    levels.flatMap((rate) =>
      gaps.map((gap) => ({
        ...world,
        rate,
        gap,
        values: world.sizes.map((_, g) => (g + 1 < world.sizes.length ? rate : rate - gap)),
      })),
    ),
  );

const single = (estimateOf) => (drawn, level) => estimateInterval(estimateOf(drawn.at(-1)), level);
const pair = (estimateOf) => (drawn, level) =>
  estimateInterval(differenceEstimate(estimateOf(drawn.at(-1)), estimateOf(drawn[0])), level);
const largest = (estimateOf) => (drawn, level) => {
  const family = estimateDifferences(drawn.map(estimateOf));
  return gapInterval([family], criticalFor([family], level));
};
const spread = (values) => Math.max(...values) - Math.min(...values);

/** The same estimates, as figures of one group, of two and of all. */
const kindsOf = (name, title, { settings, draw, truths, estimateOf, method }) => {
  const kind = (suffix, heading, goal, { figure, interval }) => ({
    name: `${name}${suffix}`,
    title: `${title}${heading}`,
    goal,
    settings,
    draw,
    truth: (setting) => figure(truths(setting)),
    point: (drawn) => figure(drawn.map((rows) => estimateOf(rows).value)),
    methods: { [method]: interval(estimateOf) },
  });
  const around = [0.935, 0.965];
  return [
    kind("", " of one group", around, { figure: (values) => values.at(-1), interval: single }),
    kind("-difference", ", signed difference of two groups", around, {
      figure: (values) => values.at(-1) - values[0],
      interval: pair,
    }),
    kind("-largest-difference", ", largest less smallest", [0.93, 1], {
      figure: spread,
      interval: largest,
    }),
  ];
};

const drawAreas = (random, { sizes, values }) =>
  sizes.map((n, g) => {
    const shift = Math.SQRT2 * normalQuantile(values[g]);
    return drawScores(random, n, { share: 0.4, shift });
  });

const AREAS = kindsOf("auc", "Area under the ROC curve", {
  settings: settingsOf([0.75, 0.9], [0, 0.05, 0.1]),
  draw: drawAreas,
  truths: ({ values }) => values,
  estimateOf: aucEstimate,
  method: "DeLong",
});

/** Scores are logistic; the log odds of a label are those of its score, times a factor below 1 where the score is too sure. */
const sigmoid = (x) => 1 / (1 + Math.exp(-x));
const drawScored = (random, n, factor) => {
  const [label, score] = [new Uint8Array(n), new Float64Array(n)];
  for (let row = 0; row < n; row++) {
    const logOdds = 2 * random.normal() - 0.5;
    score[row] = sigmoid(logOdds);
    label[row] = random.uniform() < sigmoid(factor * logOdds) ? 1 : 0;
  }
  return { label, score };
};
const LOSSES = {
  "log-loss": (y, s) => -Math.log(y === 1 ? s : 1 - s),
  brier: (y, s) => (y - s) ** 2,
  "mean-score": (_, s) => s,
};
const TRUTH_ROWS = 1_000_000;

function lossKinds(name, title) {
  const known = new Map();
  const lossesOf = ({ label, score }) =>
    Float64Array.from(score, (s, i) => LOSSES[name](label[i], s));
  const truth = (factor) => {
    if (!known.has(factor)) {
      const rows = drawScored(createRandom(`truth ${factor}`), TRUTH_ROWS, factor);
      known.set(factor, lossesOf(rows).reduce((sum, loss) => sum + loss, 0) / TRUTH_ROWS);
    }
    return known.get(factor);
  };
  return kindsOf(name, title, {
    settings: settingsOf([1], [0, 0.5]),
    draw: (random, { sizes, values }) => sizes.map((n, g) => drawScored(random, n, values[g])),
    truths: ({ values }) => values.map(truth),
    estimateOf: (rows) => meanEstimate(weightedMoments(lossesOf(rows)), { low: 0, high: Infinity }),
    method: "Hall's t",
  });
}

const BINS = 10;

/** Scores are uniform; a label is positive with a chance that is the score to a power. */
const CALIBRATION = {
  name: "calibration-error",
  title: "Expected calibration error of one group, ten bins of equal mass",
  goal: [0.93, 1],
  settings: [100, 500, 5000].flatMap((n) =>
    [1, 1.5].map((power) => ({ name: String(n), sizes: [n], rate: power, gap: 0 })),
  ),
  draw: (random, { sizes: [n], rate: power }) => {
    const score = Float64Array.from({ length: n }, () => random.uniform()).sort();
    const chance = score.map((s) => s ** power);
    return { score, chance, label: chance.map((p) => (random.uniform() < p ? 1 : 0)) };
  },
  truth: (_, { score, chance }) => {
    const bins = equalMassBins({ score, label: chance }, BINS);
    return bins.reduce(
      (sum, { weight, meanScore, positives }) =>
        sum + (weight / score.length) * Math.abs(positives - meanScore),
      0,
    );
  },
  point: (rows) => calibrationErrorEstimate(equalMassBins(rows, BINS)).value,
  methods: {
    "noise quantile": (rows, level) =>
      estimateInterval(calibrationErrorEstimate(equalMassBins(rows, BINS)), level),
  },
};

export const SCORES = [
  ...AREAS,
  ...lossKinds("log-loss", "Log loss"),
  ...lossKinds("brier", "Brier score"),
  ...lossKinds("mean-score", "Mean score"),
  CALIBRATION,
];
