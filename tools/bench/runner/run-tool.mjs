/** Runs a tool in a world, and measures it. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const gnuTime = "/usr/bin/time";

/** The status of what was ended at its limit. */
export const PAST_LIMIT = 124;

/**
 * Runs a tool, and says so on standard error.
 *
 * @param bench - `jobs`, and `limit`: seconds after which the tool is ended, with all that it started.
 * @returns Status, 124 where it was ended; wall and CPU seconds, those of descendants included; the peak memory of its
 *   largest process, in MB.
 */
export function runTool(peer, directory, { jobs, limit }) {
  console.error(`${new Date().toISOString().slice(11, 19)}  ${peer.title}`);
  const command = ["timeout", "-k", "5", String(limit), ...peer.command(jobs)];
  const run = measured(command, directory, environment(peer));
  if (run.status === PAST_LIMIT) {
    console.error(`          ${peer.title} was ended after ${String(limit)} s (--limit)`);
  }
  return run;
}

/** Runs a command as {@link runTool} does. CPU and memory are undefined without GNU time. */
export function measured(command, cwd, env = process.env) {
  const report = join(cwd, "..", "time.txt");
  const hasTime = existsSync(gnuTime);
  const timed = hasTime
    ? [gnuTime, "--quiet", "-f", "%U %S %M", "-o", report, ...command]
    : command;
  const [program, ...args] = timed;
  const started = process.hrtime.bigint();
  const ended = spawnSync(program, args, { cwd, env, encoding: "utf8", maxBuffer: 1 << 28 });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const output = `${ended.stdout}${ended.stderr}`;
  const [user, system, kilobytes] = hasTime
    ? readFileSync(report, "utf8").trim().split("\n").at(-1).split(" ").map(Number)
    : [];
  const used = hasTime ? { cpu: user + system, megabytes: kilobytes / 1024 } : {};
  return { status: ended.status, seconds, output, ...used };
}

/** What a tool sees of the environment. */
export function environment(peer) {
  return { ...process.env, CI: "true", NO_COLOR: "1", ...peer.env };
}

/** The middle one; of each member where they are objects. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
