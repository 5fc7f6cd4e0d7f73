import { existsSync, readFileSync, writeFileSync } from "node:fs";

/**
 * How many mutants of a folder the tests noticed.
 *
 * @typedef {object} Score
 * @property {number} noticed - A test failed, or ran into its time limit.
 * @property {number} unnoticed - All tests passed, or none runs the line.
 */

/**
 * Counts a report of Stryker by folder below `src`; a file beside the folders counts by its name. Mutants that do not compile, or that
 * were left out, count for nothing.
 *
 * @param report - As in the mutation testing report schema.
 * @param {string} name - Of the package.
 * @returns {Record<string, Score>} Sorted by name.
 */
export function scoresOf(report, name) {
  const scores = {};
  for (const [file, { mutants }] of Object.entries(report.files)) {
    const [folder] = file.slice(`packages/${name}/src/`.length).split("/");
    const score = (scores[folder] ??= { noticed: 0, unnoticed: 0 });
    for (const { status } of mutants) {
      if (status === "Killed" || status === "Timeout") score.noticed += 1;
      if (status === "Survived" || status === "NoCoverage") score.unnoticed += 1;
    }
  }
  return sorted(scores);
}

/** Writes a package's scores into the file that keeps them; those of folders that were not tried stay. */
export function keepScores(file, name, scores) {
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  kept[name] = sorted({ ...kept[name], ...scores });
  writeFileSync(file, `${JSON.stringify(sorted(kept), null, 2)}\n`);
}

/** `numeric/interval: 212 of 230 noticed, 92.2 %`, a line a folder, and all of them together. */
export function scoreText(name, scores) {
  const all = { noticed: 0, unnoticed: 0 };
  for (const { noticed, unnoticed } of Object.values(scores)) {
    all.noticed += noticed;
    all.unnoticed += unnoticed;
  }
  const lines = Object.entries(scores).map(([folder, score]) => line(`${name}/${folder}`, score));
  return [...lines, line(name, all)].join("\n");
}

function line(what, { noticed, unnoticed }) {
  const total = noticed + unnoticed;
  if (total === 0) return `${what}: no mutants`;
  return `${what}: ${noticed} of ${total} noticed, ${((100 * noticed) / total).toFixed(1)} %`;
}

function sorted(object) {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}
