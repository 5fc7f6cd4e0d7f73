import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { BackendName } from "./backend.ts";
import { CANDIDATES, reason } from "./open.ts";

/** What `fairline doctor` says of one backend. */
export interface BackendReport {
  readonly name: BackendName;
  /** Version of what computes; null if it is not usable. */
  readonly version: string | null;
  /** What computes, in words; null if it is not usable. */
  readonly device: string | null;
  /** It starts and passes the numerical self-test. */
  readonly usable: boolean;
  /** Why it is not usable; null if it is. */
  readonly why: string | null;
  /** What to do about it; null if it is usable. */
  readonly enable: string | null;
}

/**
 * Starts and tests every backend, one after another, in a process of their own: a library that aborts, as TensorFlow's does
 * where it finds a driver and no CUDA, ends that process only. Another one goes on with the rest.
 *
 * @param module - The program of that process: calls {@link surveyBackend} for each name in its arguments and sends what
 *   it gives. What it prints is not shown.
 */
export async function surveyBackends(
  module: URL = new URL("survey-process.js", import.meta.url),
): Promise<BackendReport[]> {
  const reports: BackendReport[] = [];
  while (reports.length < CANDIDATES.length) {
    const { found, ending } = await surveyInProcess(module, CANDIDATES.slice(reports.length));
    reports.push(...found);
    const next = CANDIDATES[reports.length];
    if (next !== undefined) reports.push(notUsable(next, `the process that tried it ${ending}`));
  }
  return reports;
}

/** Starts and tests one backend in this process. Loads TensorFlow.js. */
export async function surveyBackend(name: string): Promise<BackendReport> {
  const candidate = CANDIDATES.find((each) => each.name === name);
  if (candidate === undefined) throw new Error(`there is no backend "${name}"`);
  try {
    const { version, device } = await candidate.open({});
    return { name: candidate.name, version, device, usable: true, why: null, enable: null };
  } catch (error) {
    return notUsable(candidate, reason(error));
  }
}

type Named = Pick<BackendReport, "name" | "enable">;

function notUsable({ name, enable }: Named, why: string): BackendReport {
  return { name, version: null, device: null, usable: false, why, enable };
}

async function surveyInProcess(
  module: URL,
  candidates: readonly Named[],
): Promise<{ readonly found: readonly BackendReport[]; readonly ending: string }> {
  const names = candidates.map(({ name }) => name);
  const child = fork(fileURLToPath(module), names, {
    execArgv: [],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const found: BackendReport[] = [];
  const printed = { last: "" };
  child.on("message", (report: BackendReport) => void found.push(report));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    printed.last = text.trim().split("\n").at(-1) ?? "";
  });
  await once(child, "close");
  const { exitCode, signalCode } = child;
  const ending = signalCode === null ? `exited with ${String(exitCode)}` : `died of ${signalCode}`;
  return { found, ending: printed.last === "" ? ending : `${ending}: ${printed.last}` };
}
