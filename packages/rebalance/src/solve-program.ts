import { FairlineError } from "@fairline/core";

/** What is read of a solution. */
interface Solution {
  readonly Status: string;
  /** By the name of the variable. */
  readonly Columns: Readonly<Record<string, { readonly Primal?: number }>>;
}

/** What is used of the package `highs`. */
type OpenHighs = () => Promise<{
  solve(text: string, options: { readonly output_flag: boolean }): Solution;
}>;

/**
 * Solves a linear program by HiGHS.
 *
 * @param text - In the LP format.
 * @returns The value of each variable, by name; undefined where no values meet the constraints.
 * @throws FairlineError `BACKEND_UNAVAILABLE` where the package `highs` is not installed; `BACKEND_FAILED` where it gives up.
 */
export async function solveProgram(text: string): Promise<ReadonlyMap<string, number> | undefined> {
  const open = await loadHighs();
  const highs = await open();
  const { Status: status, Columns: columns } = highs.solve(text, { output_flag: false });
  if (status === "Infeasible") return undefined;
  if (status !== "Optimal") {
    throw new FairlineError("BACKEND_FAILED", `the solver ended with status "${status}"`, {
      hint: "Use fewer columns or fewer bins.",
    });
  }
  return new Map(Object.entries(columns).map(([name, { Primal }]) => [name, Primal ?? 0]));
}

async function loadHighs(): Promise<OpenHighs> {
  const { default: open } = await importHighs();
  if (isOpenHighs(open)) return open;
  throw new Error("the package highs gives no function");
}

/** The package's own types describe it as CommonJS, where the function lies one level deeper than `import` finds it. */
function isOpenHighs(value: unknown): value is OpenHighs {
  return typeof value === "function";
}

async function importHighs(): Promise<{ readonly default: unknown }> {
  try {
    return await import("highs");
  } catch (cause) {
    throw new FairlineError("BACKEND_UNAVAILABLE", "the solver HiGHS is not installed", {
      cause,
      hint: "Install it: npm install highs@1.15.3",
    });
  }
}
