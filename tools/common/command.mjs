import { spawnSync } from "node:child_process";
import { Problem } from "./problem.mjs";

const SHOWN_LINES = 15;

/**
 * Runs a program to its end.
 *
 * @param what - What it does, for the message: "node-gyp".
 * @param options - Those of `spawnSync`, and `hint`: what to do where it is missing or fails.
 * @returns Its standard output.
 * @throws Problem if it is not found, or with the last lines that it wrote if it fails
 */
export function run(what, [program, ...args], { hint, ...options }) {
  const { status, signal, error, stdout, stderr } = spawnSync(program, args, {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    ...options,
  });
  if (error?.code === "ENOENT")
    throw new Problem(`${what} cannot run: there is no ${program}`, hint);
  if (error !== undefined) throw error;
  if (status === 0) return stdout;
  const lines = `${stdout}${stderr}`.trimEnd().split("\n").slice(-SHOWN_LINES);
  const how = signal === null ? `exit code ${status}` : signal;
  throw new Problem([`${what} failed (${how}); it said last:`, ...lines].join("\n  "), hint);
}
