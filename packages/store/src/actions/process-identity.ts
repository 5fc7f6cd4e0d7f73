import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** One process of one machine, told apart from every other that ever had its number. */
export interface ProcessIdentity {
  readonly host: string;
  /** Identity of the machine's current boot; empty where the system has none to tell. */
  readonly boot: string;
  /** The container's process numbering; empty outside Linux. */
  readonly namespace: string;
  readonly pid: number;
  /** When the process started, in the system's own words; they do not change when the clock does. */
  readonly started: string;
}

/** Identity of a running process, this one by default. */
export function identify(pid: number = process.pid): ProcessIdentity {
  return {
    host: hostname(),
    boot: systemText("/proc/sys/kernel/random/boot_id"),
    namespace: textOrEmpty(() => readlinkSync("/proc/self/ns/pid")),
    pid,
    started: startOf(pid) ?? "",
  };
}

/**
 * Whether a process still runs, asked of the system and never of a clock.
 *
 * @returns `elsewhere` where this machine cannot tell: another host, or another container.
 */
export function livenessOf(
  other: ProcessIdentity,
  self: ProcessIdentity,
): "alive" | "dead" | "elsewhere" {
  if (other.host !== self.host) return "elsewhere";
  if (other.boot !== self.boot) return "dead";
  if (other.namespace !== self.namespace) return "elsewhere";
  return startOf(other.pid) === other.started ? "alive" : "dead";
}

function startOf(pid: number): string | undefined {
  const stat = systemText(`/proc/${String(pid)}/stat`);
  if (stat !== "") {
    // The fields after the command's name, which may hold spaces: state is the 3rd field, start time the 22nd.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
  }
  if (process.platform === "linux") return undefined;
  return startFromPs(pid);
}

function startFromPs(pid: number): string | undefined {
  const args = ["-o", "lstart=", "-p", String(pid)];
  const started = textOrEmpty(() => execFileSync("ps", args, { encoding: "utf8" }));
  return started === "" ? undefined : started;
}

/** What the system says, without space around it; empty where it has nothing to say. */
function textOrEmpty(read: () => string): string {
  try {
    return read().trim();
  } catch {
    return "";
  }
}

function systemText(path: string): string {
  return textOrEmpty(() => readFileSync(path, "utf8"));
}
