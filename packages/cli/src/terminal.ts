import { screenText } from "./format/screen-text.ts";

/** Where a command's words go and what it may know of its surroundings. Everything impure comes in here. */
export interface Terminal {
  /** Writes to standard output: what was asked for. */
  readonly out: (text: string) => void;
  /** Writes to standard error: progress, warnings and errors. */
  readonly err: (text: string) => void;
  /** Writes to standard error what moves the cursor, where it is `live`. */
  readonly draw: (text: string) => void;
  /** Standard output takes colours. */
  readonly outColor: boolean;
  /** Standard error takes colours. */
  readonly errColor: boolean;
  /** Standard error is a terminal whose lines can be drawn over. */
  readonly live: boolean;
  /** Width of standard error, in characters. */
  readonly columns: () => number;
  /** Width of standard output, in characters; undefined where it is no terminal. */
  readonly outWidth: number | undefined;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Identity of the command's own code; undefined where it is not known, as in code under work. */
  readonly build: string | undefined;
}

/** A {@link Terminal} that knows whether its words arrived. */
export interface ProcessTerminal extends Terminal {
  /** Standard output could not be written, for another reason than that nobody reads it. */
  readonly lostOutput: () => boolean;
}

/** The terminal of this process. @param build - Identity of the command's own code. */
export function processTerminal(build?: string): ProcessTerminal {
  const { env, stdout, stderr } = process;
  const lost = { output: false };
  stderr.on("error", () => undefined);
  stdout.on("error", (error: Error) => {
    if (lost.output || nobodyReads(error)) return;
    lost.output = true;
    stderr.write(
      `error: standard output cannot be written: ${error.message}\n` +
        "  The work goes on. Free some space there, or send the output elsewhere, and ask again.\n",
    );
  });
  return {
    out: (text) => void stdout.write(screenText(text)),
    err: (text) => void stderr.write(screenText(text)),
    draw: (text) => void stderr.write(text),
    lostOutput: () => lost.output,
    outColor: takesColor(stdout.isTTY, env),
    errColor: takesColor(stderr.isTTY, env),
    live: stderr.isTTY && env["TERM"] !== "dumb" && !isSet(env["CI"]),
    columns: () => stderr.columns || 80,
    outWidth: stdout.isTTY ? stdout.columns : undefined,
    cwd: process.cwd(),
    env,
    clock: Date.now,
    build,
  };
}

/** A reader or a terminal that has gone away (`fairline schema | head`) is no failure, and no reason to stop a run. */
function nobodyReads(error: Error): boolean {
  return "code" in error && (error.code === "EPIPE" || error.code === "EIO");
}

/**
 * Says whether a stream takes colours: `NO_COLOR` turns them off, `FORCE_COLOR` on, else a terminal does.
 *
 * @see https://no-color.org
 */
export function takesColor(isTerminal: boolean | undefined, env: Terminal["env"]): boolean {
  if (isSet(env["NO_COLOR"])) return false;
  const forced = env["FORCE_COLOR"];
  if (isSet(forced)) return forced !== "0" && forced !== "false";
  return isTerminal === true && env["TERM"] !== "dumb";
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== "";
}
