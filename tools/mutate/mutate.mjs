/**
 * Changes the source of one package in a thousand small ways, one at a time, and counts which of them its tests notice:
 * mutation testing, by Stryker.
 *
 *   npm run mutate -- <package> [<folder or file below its src> ...]
 *
 * A folder's changes are tried on the tests in the folder of the same name, where there is one: what only distant tests notice counts as
 * unnoticed. It works in a copy of the working tree, with one worker. Mutants that neither file nor tests of theirs changed since the last run
 * are not tried again. Prints those that no test noticed and the score, which `scores.json` keeps by folder.
 */
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { run } from "../common/command.mjs";
import { copyWorkingTree } from "../common/scratch-copy.mjs";
import { keepScores, scoresOf, scoreText } from "./scores.mjs";

const here = import.meta.dirname;
const checkout = join(here, "../..");
const { positionals } = parseArgs({ allowPositionals: true });
const [name, ...parts] = positionals;
const packages = readdirSync(join(checkout, "packages"));
if (!packages.includes(name)) {
  console.error(
    `usage: npm run mutate -- <${packages.join("|")}> [<folder or file below src> ...]`,
  );
  process.exit(2);
}

if (!existsSync(join(here, "node_modules"))) {
  console.log("installing Stryker into tools/mutate/node_modules");
  run("npm", ["npm", "ci"], {
    cwd: here,
    hint: "Install it yourself: npm ci --prefix tools/mutate",
  });
}

const memory = join(here, "node_modules/.cache", `${name}.json`);
const copy = mkdtempSync(join(tmpdir(), "fairline-mutate-"));
try {
  copyWorkingTree(copy);
  writeFileSync(join(copy, "vitest.mutate.config.mjs"), vitestConfig());
  writeFileSync(join(copy, "stryker.conf.json"), JSON.stringify(strykerOptions()));
  if (existsSync(memory)) copyFileSync(memory, join(copy, "incremental.json"));
  const stryker = join(here, "node_modules/@stryker-mutator/core/bin/stryker.js");
  const { status } = spawnSync(process.execPath, [stryker, "run", "stryker.conf.json"], {
    cwd: copy,
    stdio: "inherit",
  });
  if (status !== 0) process.exitCode = 1;
  else {
    mkdirSync(join(memory, ".."), { recursive: true });
    copyFileSync(join(copy, "incremental.json"), memory);
    const report = JSON.parse(readFileSync(join(copy, "report.json"), "utf8"));
    const scores = scoresOf(report, name);
    keepScores(join(here, "scores.json"), name, scores);
    console.log(scoreText(name, scores));
  }
} finally {
  rmSync(copy, { recursive: true });
}

/** The project of the package alone, as the root's configuration has it. */
function vitestConfig() {
  return `import { defineConfig } from "vitest/config";
const conditions = ["@fairline/source", "node", "import", "module", "default"];
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: { root: "packages/${name}", include: ${JSON.stringify(testGlobs())}, testTimeout: 30_000 },
});
`;
}

function testGlobs() {
  const folders = parts.filter((part) =>
    existsSync(join(checkout, "packages", name, "test", part)),
  );
  const isEach = parts.length > 0 && folders.length === parts.length;
  return (isEach ? folders : [""]).map((folder) => join("test", folder, "**/*.test.ts"));
}

function strykerOptions() {
  const below = parts.length === 0 ? [""] : parts;
  const glob = (part) => (part.endsWith(".ts") ? part : join(part, "**/*.ts"));
  return {
    testRunner: "vitest",
    plugins: [join(here, "node_modules/@stryker-mutator/vitest-runner/dist/src/index.js")],
    mutate: below.map((part) => `packages/${name}/src/${glob(part)}`),
    vitest: { configFile: "vitest.mutate.config.mjs", related: false },
    // The copy is there to be changed.
    inPlace: true,
    concurrency: 1,
    coverageAnalysis: "perTest",
    timeoutMS: 10_000,
    timeoutFactor: 1,
    // What runs once while a module loads takes a fresh start for each change of it.
    ignoreStatic: true,
    incremental: true,
    incrementalFile: "incremental.json",
    reporters: ["clear-text", "json"],
    jsonReporter: { fileName: "report.json" },
    clearTextReporter: {
      reportTests: false,
      allowColor: false,
      allowEmojis: false,
      logTests: false,
    },
    checkers: [],
    allowEmpty: true,
  };
}
