/** Runs a tool in a world, and measures it. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const gnuTime = "/usr/bin/time";

/** @returns Status; wall and CPU seconds, those of descendants included; the peak memory of its largest process, in MB. */
export function runTool(peer, directory, jobs) {
  const command = peer.command(jobs);
  return { ...measured(command, directory, environment(peer)) };
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
