import { closeSync, fstatSync, openSync, readSync } from "node:fs";

const tailBytes = 8 * 1024;
const tailLines = 20;

/** The last lines of a log, at most 20; empty where there is none. */
export function logTail(path: string): string {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch {
    return "";
  }
  try {
    const { size } = fstatSync(file);
    const bytes = Buffer.alloc(Math.min(size, tailBytes));
    readSync(file, bytes, 0, bytes.length, size - bytes.length);
    return bytes.toString("utf8").trimEnd().split("\n").slice(-tailLines).join("\n");
  } finally {
    closeSync(file);
  }
}
