import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const loader = fileURLToPath(new URL("../loader/register.js", import.meta.url));

/** How {@link runSource} runs. */
export interface SourceProcessOptions {
  /** Whether it may write to standard error; for native libraries that warn there. */
  readonly mayWarn?: boolean;
}

/**
 * Runs a TypeScript module in a fresh Node.js process that reads the packages' sources, as the tests do.
 *
 * @param module - `new URL("child/predict.ts", import.meta.url)`.
 * @param args - What the module finds in `process.argv` from 2 on.
 * @returns What it wrote to standard output.
 * @throws Error with its standard error output if it fails, or, but for `mayWarn`, writes any.
 */
export async function runSource(
  module: URL,
  args: readonly string[] = [],
  { mayWarn = false }: SourceProcessOptions = {},
): Promise<string> {
  const command = [
    "--conditions=@fairline/source",
    "--import",
    loader,
    fileURLToPath(module),
    ...args,
  ];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, command);
  if (stderr !== "" && !mayWarn) throw new Error(stderr);
  return stdout;
}
