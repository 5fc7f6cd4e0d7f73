import type { Diagnostic } from "@fairline/plan";

/** Stops a command whose pipeline file, or what was given with it, has errors. */
export class InvalidPipeline extends Error {
  override readonly name = "InvalidPipeline";
  /** All problems as text, each with its place. */
  readonly rendered: string;
  /** The same as data. */
  readonly json: unknown;

  constructor(problems: {
    readonly diagnostics: readonly Diagnostic[];
    readonly rendered: string;
    readonly json: unknown;
  }) {
    super(`${String(problems.diagnostics.length)} problems in the pipeline`);
    this.rendered = problems.rendered;
    this.json = problems.json;
  }
}
