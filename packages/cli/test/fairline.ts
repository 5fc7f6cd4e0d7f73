import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

/** How a command of the built CLI ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const BIN = fileURLToPath(new URL("../bin/fairline.js", import.meta.url));

/** Options of {@link fairline}. */
export interface FairlineOptions {
  readonly cwd: string;
  /** Added to PATH and HOME, which are all that the command sees besides. */
  readonly env?: Readonly<Record<string, string>>;
  /** Options of node, before the script. */
  readonly nodeArgs?: readonly string[];
}

/**
 * Runs the built CLI to its end. The folder it ran in is replaced by `<here>` in what it printed; times,
 * run ids, digests and the list of all stages by `<time>`, `<run>`, `<digest>` and `<all>`.
 */
export function fairline(words: readonly string[], options: FairlineOptions): Promise<Ended> {
  const { cwd, env = {}, nodeArgs = [] } = options;
  const { PATH = "", HOME = "" } = process.env;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...nodeArgs, BIN, ...words],
      { cwd, env: { PATH, HOME, ...env }, maxBuffer: 1 << 26 },
      (error, out, err) => {
        const code = error === null ? 0 : Number(error.code ?? 1);
        resolve({ code, out: steady(out, cwd), err: steady(err, cwd) });
      },
    );
  });
}

/** Ids in lines like `> train started`, `= clean reused`, sorted. */
export function marked(mark: string, { err }: Ended): string[] {
  const lines = err.split("\n").flatMap((line) => /^ {2}<time> {2}(.) (\S+) /.exec(line) ?? []);
  return lines.filter((_, i) => i % 3 === 2 && lines[i - 1] === mark).sort();
}

/** Replaces what differs from run to run. */
export function steady(text: string, cwd: string): string {
  return text
    .replaceAll(cwd, "<here>")
    .replaceAll(/^ +\d+\.\d s {2}/gm, "  <time>  ")
    .replaceAll(/\b\d+ h \d+ min|\b\d+ min \d+ s|\b\d+(\.\d+)? m?s\b/g, "<time>")
    .replaceAll(/The stages are: augment.*/g, "The stages are: <all>")
    .replaceAll(/\b\d{8}-\d{6}-[0-9a-f]{6}\b/g, "<run>")
    .replaceAll(/\b\d{4}-\d\d-\d\d \d\d:\d\d( UTC)?/g, "<date>")
    .replaceAll(/\b[0-9a-f]{12}([0-9a-f]{52})?\b/g, "<digest>");
}
