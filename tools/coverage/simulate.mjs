import { createRandom, percentileInterval } from "../../packages/numeric/dist/index.js";
import { fairpipeIntervals } from "./fairpipe.mjs";

/** Rounding is no failure to cover. */
const SLACK = 1e-9;

/**
 * Coverage and mean width of every method of a kind of figure, in each of its settings.
 *
 * @param options - `sets`, and of those how many are `resampled`; `level`, `seed`; `python` with fairpipe, or undefined.
 * @returns A row a setting. By method: the share of sets whose interval holds the truth, its mean width, and the share that
 *   does not hold the figure of the sample. A method without an interval in a set is as if that set were not.
 */
export function simulate(kind, options) {
  const rows = kind.settings.map((setting) => ({ setting, tallies: {}, calls: [] }));
  for (const row of rows) drawSets(kind, row, options);
  if (options.python !== undefined) countFairpipe(rows, options);
  return rows.map(({ setting, tallies }) => ({ setting, found: sharesOf(tallies) }));
}

function drawSets(kind, { setting, tallies, calls }, { sets, resampled, level, seed }) {
  const random = createRandom(
    JSON.stringify([seed, kind.name, setting.name, setting.rate, setting.gap]),
  );
  for (let set = 0; set < sets; set++) {
    const drawn = kind.draw(random, setting);
    const known = { truth: kind.truth(setting, drawn), point: kind.point(drawn) };
    for (const [method, interval] of Object.entries(kind.methods)) {
      count(tallies, method, interval(drawn, level), known);
    }
    const replicates =
      set < resampled ? kind.replicates?.(random.stream(`${set}`), drawn) : undefined;
    if (replicates !== undefined) {
      count(tallies, "percentile bootstrap", percentileInterval(replicates, level), known);
    }
    if (kind.fairpipe !== undefined && !setting.isWeighted) {
      calls.push({ call: kind.fairpipe(drawn), known });
    }
  }
}

/** Asks fairpipe once for all settings: its start takes longer than its intervals. */
function countFairpipe(rows, { python, level }) {
  const asked = rows.flatMap(({ tallies, calls }) => calls.map((one) => ({ tallies, ...one })));
  if (asked.length === 0) return;
  const calls = asked.map(({ call }) => call);
  for (const [i, interval] of fairpipeIntervals(python, level, calls).entries()) {
    const { tallies, known } = asked[i];
    if (interval !== undefined) count(tallies, "fairpipe", interval, known);
  }
}

function count(tallies, method, { low, high }, { truth, point }) {
  if (Number.isNaN(low)) return;
  const holds = (value) => low <= value + SLACK && value - SLACK <= high;
  const tally = (tallies[method] ??= { sets: 0, held: 0, width: 0, outside: 0 });
  tally.sets++;
  tally.held += holds(truth) ? 1 : 0;
  tally.width += high - low;
  tally.outside += Number.isNaN(point) || holds(point) ? 0 : 1;
}

function sharesOf(tallies) {
  return Object.fromEntries(
    Object.entries(tallies).map(([method, { sets, held, width, outside }]) => [
      method,
      { coverage: held / sets, width: width / sets, outside: outside / sets },
    ]),
  );
}
