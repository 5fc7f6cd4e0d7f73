import { closeSync, existsSync, fstatSync, openSync, readSync } from "node:fs";
import { AttemptDetails } from "../failure.ts";

const tailBytes = 8 * 1024;
const tailLines = 20;

/** The last lines of a log, at most 20, as the cause of a failure, with the exit code where there is one. */
export function lastLines(log: string, exitCode?: number): AttemptDetails {
  const tail = logTail(log);
  return new AttemptDetails(tail === "" ? "(it printed nothing)" : tail, exitCode);
}

/** The last lines of a log; empty where there is none. */
function logTail(path: string): string {
  if (!existsSync(path)) return "";
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    const bytes = Buffer.alloc(Math.min(size, tailBytes));
    readSync(file, bytes, 0, bytes.length, size - bytes.length);
    return bytes.toString("utf8").trimEnd().split("\n").slice(-tailLines).join("\n");
  } finally {
    closeSync(file);
  }
}
