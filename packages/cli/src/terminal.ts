/** Where a command's words go and what it may know of its surroundings. Everything impure comes in here. */
export interface Terminal {
  /** Writes to standard output: what was asked for. */
  readonly out: (text: string) => void;
  /** Writes to standard error: progress, warnings and errors. */
  readonly err: (text: string) => void;
  /** Standard output takes colours. */
  readonly outColor: boolean;
  /** Standard error takes colours. */
  readonly errColor: boolean;
  /** Standard error is a terminal whose lines can be drawn over. */
  readonly live: boolean;
  /** Width of standard error, in characters. */
  readonly columns: () => number;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Identity of the command's own code; undefined where it is not known, as in code under work. */
  readonly build: string | undefined;
}

/** The terminal of this process. @param build - Identity of the command's own code. */
export function processTerminal(build?: string): Terminal {
  const { env, stdout, stderr } = process;
  for (const stream of [stdout, stderr]) stream.on("error", passOverClosedPipe);
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    outColor: takesColor(stdout.isTTY, env),
    errColor: takesColor(stderr.isTTY, env),
    live: stderr.isTTY && env["TERM"] !== "dumb" && !isSet(env["CI"]),
    columns: () => stderr.columns || 80,
    cwd: process.cwd(),
    env,
    clock: Date.now,
    build,
  };
}

/** A reader that has gone away (`fairline schema | head`) is no failure, and no reason to stop a run. */
function passOverClosedPipe(error: Error): void {
  if (!("code" in error) || error.code !== "EPIPE") throw error;
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
