/**
 * Prints how often intervals hold the truth, and how wide they are, on simulated samples: every kind of figure, every method,
 * beside the percentile bootstrap and fairpipe.
 *
 *   npm run build && node tools/coverage/coverage.mjs [--sets 500] [--only largest-difference,rate] [--python .venv/bin/python]
 *
 * The same seed gives the same tables.
 */
import { parseArgs } from "node:util";
import { HINT, hasFairpipe } from "./fairpipe.mjs";
import { CELLS } from "./kinds/cells.mjs";
import {
  DIFFERENCE_TO_OVERALL,
  LARGEST_DIFFERENCE,
  RATIO_TO_OVERALL,
  SMALLEST_RATIO,
  WORST_GROUP,
} from "./kinds/groups.mjs";
import {
  ODDS_DIFFERENCE,
  ODDS_DIFFERENCE_MEAN,
  ODDS_RATIO_MEAN,
  ODDS_RATIO_WORST,
} from "./kinds/odds.mjs";
import { DIFFERENCE, ODDS_RATIO, RATIO } from "./kinds/pair.mjs";
import { RATE } from "./kinds/rate.mjs";
import { SCORES } from "./kinds/scores.mjs";
import { simulate } from "./simulate.mjs";
import { printKind, printSummary } from "./table.mjs";

const KINDS = [
  RATE,
  DIFFERENCE,
  RATIO,
  ODDS_RATIO,
  LARGEST_DIFFERENCE,
  SMALLEST_RATIO,
  DIFFERENCE_TO_OVERALL,
  RATIO_TO_OVERALL,
  WORST_GROUP,
  ODDS_DIFFERENCE,
  ODDS_DIFFERENCE_MEAN,
  ODDS_RATIO_WORST,
  ODDS_RATIO_MEAN,
  ...SCORES,
  ...CELLS,
];

const { values } = parseArgs({
  options: {
    sets: { type: "string", default: "500" },
    resampled: { type: "string", default: "200" },
    level: { type: "string", default: "0.95" },
    seed: { type: "string", default: "coverage" },
    only: { type: "string" },
    python: { type: "string", default: "python3" },
  },
});
const names = values.only?.split(",");
const unknown = names?.filter((name) => !KINDS.some((kind) => kind.name === name)) ?? [];
if (unknown.length > 0) {
  console.error(
    `there is no kind ${unknown.join(", ")}; there are ${KINDS.map(({ name }) => name).join(", ")}`,
  );
  process.exit(2);
}
const python = hasFairpipe(values.python) ? values.python : undefined;
const options = {
  sets: Number(values.sets),
  resampled: Number(values.resampled),
  level: Number(values.level),
  seed: values.seed,
  python,
};

console.log(`Intervals of level ${values.level} in ${values.sets} simulated samples a row.`);
if (python === undefined) console.log(HINT);
const results = KINDS.filter(({ name }) => names?.includes(name) ?? true).map((kind) => {
  const rows = simulate(kind, options);
  printKind(kind, rows);
  return { kind, rows };
});
printSummary(results);
