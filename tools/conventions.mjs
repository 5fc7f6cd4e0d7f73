/**
 * Prints what goes against the house's conventions and no other tool sees, and exits with 1 if there is any: stages without a README section or
 * without a test, exports of a package that nobody uses, a lock file that does not fit.
 *
 *   node tools/conventions.mjs [--root <checkout>]
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { lockFileProblems } from "./conventions/lock-file.mjs";
import { exportProblems } from "./conventions/package-exports.mjs";
import { stageProblems } from "./conventions/stages.mjs";

const { values } = parseArgs({
  options: { root: { type: "string", default: resolve(import.meta.dirname, "..") } },
});
const problems = [stageProblems, exportProblems, lockFileProblems].flatMap((find) =>
  find(values.root),
);
for (const problem of problems) console.log(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
