import type { Terminal } from "../src/terminal.ts";

/** A terminal that keeps what is written to it. */
export interface TestTerminal extends Terminal {
  readonly written: { out: string; err: string };
}

/** A terminal without colours in some folder, with an environment that holds what is given and nothing else. */
export function testTerminal(cwd: string, env: Terminal["env"] = {}): TestTerminal {
  const written = { out: "", err: "" };
  return {
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += text),
    draw: (text) => void (written.err += text),
    outColor: false,
    errColor: false,
    live: false,
    columns: () => 100,
    outWidth: undefined,
    cwd,
    env,
    clock: () => 0,
    build: undefined,
    written,
  };
}
