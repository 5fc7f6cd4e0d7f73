/** Runs every static check, prints one line each, and exits with 1 if any failed. */
import { spawnSync } from "node:child_process";

const generated = ["git", "status", "--porcelain", "--", "docs/reference"];

const checks = [
  { name: "catalogs up to date", command: ["node", "tools/catalog.mjs", "--check"] },
  { name: "build", command: ["npm", "run", "--silent", "build"] },
  { name: "types", command: ["npm", "run", "--silent", "typecheck"] },
  { name: "lint", command: ["npm", "run", "--silent", "lint"] },
  { name: "boundaries", command: ["npm", "run", "--silent", "boundaries"] },
  { name: "format", command: ["npm", "run", "--silent", "format"] },
  { name: "unused code", command: ["npm", "run", "--silent", "unused"] },
  { name: "stages, exports and lock file", command: ["node", "tools/conventions.mjs"] },
  { name: "reference pages written", command: ["npm", "run", "--silent", "reference"] },
  { name: "reference pages up to date", command: generated, silent: true },
];

const results = checks.map(({ name, command: [program, ...args], silent = false }) => {
  const started = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(program, args, {
    encoding: "utf8",
    env: { ...process.env, NX_DAEMON: "false", NX_TUI: "false", FORCE_COLOR: "0" },
    maxBuffer: 1 << 28,
  });
  const passed = status === 0 && (!silent || stdout === "");
  const seconds = (Number(process.hrtime.bigint() - started) / 1e9).toFixed(1);
  console.log(`${passed ? "ok  " : "FAIL"} ${name} (${seconds} s)`);
  if (!passed) console.log(`${stdout}${stderr}`.trimEnd());
  return passed;
});

const failed = results.filter((passed) => !passed).length;
console.log(`${String(results.length - failed)} passed, ${String(failed)} failed`);
process.exitCode = failed === 0 ? 0 : 1;
