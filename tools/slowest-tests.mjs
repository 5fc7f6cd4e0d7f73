/**
 * Prints the files of tests that take longest, of a report that Vitest wrote.
 *
 *   npx vitest run --reporter=json --outputFile=/tmp/tests.json; node tools/slowest-tests.mjs /tmp/tests.json [10]
 *
 * The time of a file is that of its tests: what it imports comes on top.
 */
import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { printTable, seconds } from "./common/table.mjs";

const [report, shown = "10"] = process.argv.slice(2);
if (report === undefined) {
  console.error("usage: node tools/slowest-tests.mjs <report of vitest --reporter=json> [<files>]");
  process.exit(2);
}
const root = resolve(import.meta.dirname, "..");
const files = JSON.parse(readFileSync(report, "utf8")).testResults.map((result) => ({
  file: relative(root, result.name),
  seconds: (result.endTime - result.startTime) / 1000,
}));
const all = files.reduce((sum, { seconds: each }) => sum + each, 0);
printTable(
  `The slowest of ${files.length} files, which take ${seconds(all)} one after the other`,
  ["file", "time"],
  files
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, Number(shown))
    .map((each) => ({ file: each.file, time: seconds(each.seconds) })),
);
