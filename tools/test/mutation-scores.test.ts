import { readFileSync } from "node:fs";
import { join } from "node:path";
import { scratchDirectory } from "@fairline/testing";
import { expect, it } from "vitest";
import { keepScores, scoresOf, scoreText } from "../mutate/scores.mjs";

const mutants = (...statuses: readonly string[]): object => ({
  mutants: statuses.map((status) => ({ status })),
});
const report = {
  files: {
    "packages/numeric/src/random/pcg.ts": mutants("Killed", "Survived", "CompileError"),
    "packages/numeric/src/interval/one/rate.ts": mutants("Timeout", "NoCoverage", "Killed"),
    "packages/numeric/src/interval/two.ts": mutants("Killed", "Ignored", "RuntimeError"),
    "packages/numeric/src/index.ts": mutants(),
  },
};

it("counts mutants by folder: those that a test noticed, and those that none did", () => {
  const scores = scoresOf(report, "numeric");
  expect(scores).toEqual({
    "index.ts": { noticed: 0, unnoticed: 0 },
    interval: { noticed: 3, unnoticed: 1 },
    random: { noticed: 1, unnoticed: 1 },
  });
  expect(scoreText("numeric", scores)).toMatchInlineSnapshot(`
    "numeric/index.ts: no mutants
    numeric/interval: 3 of 4 noticed, 75.0 %
    numeric/random: 1 of 2 noticed, 50.0 %
    numeric: 4 of 6 noticed, 66.7 %"
  `);
});

it("keeps the scores of folders that were not tried, and those of other packages", () => {
  const file = join(scratchDirectory(), "scores.json");
  const score = (noticed: number): object => ({ noticed, unnoticed: 1 });
  keepScores(file, "numeric", { random: score(1), interval: score(2) });
  keepScores(file, "arrow", { groups: score(3) });
  keepScores(file, "numeric", { random: score(4) });
  expect(readFileSync(file, "utf8")).toBe(
    `${JSON.stringify({ arrow: { groups: score(3) }, numeric: { interval: score(2), random: score(4) } }, null, 2)}\n`,
  );
});
