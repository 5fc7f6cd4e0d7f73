import type { JsonValue } from "@fairline/core";

/** The first words that a path may have. */
export const ROOTS = ["params", "matrix", "in", "out", "env"] as const;

/** One of {@link ROOTS}. */
export type Root = (typeof ROOTS)[number];

/** Parameters by name. Those whose value is broken have none, and were reported. */
export interface Parameters {
  readonly values: Readonly<Record<string, JsonValue>>;
  readonly broken: ReadonlySet<string>;
}

/** What an expression can see when it is evaluated. */
export interface Scope {
  readonly params: Readonly<Record<string, JsonValue>>;
  /** Parameters whose value is broken, which was reported. */
  readonly broken: ReadonlySet<string>;
  readonly matrix: Readonly<Record<string, JsonValue>>;
  /** Reads a text file; the path is relative to the pipeline file. */
  readFile(path: string): { text: string } | { reason: string };
}
