import type { JsonValue } from "@fairline/core";
import { resolvePath, type LoadContext } from "../load-context.ts";

/** The first words that a path may have. */
export const ROOTS = ["params", "matrix", "in", "out", "env"] as const;

/** One of {@link ROOTS}. */
export type Root = (typeof ROOTS)[number];

/** Whether a path starts with one of {@link ROOTS}. */
export function isRoot(name: string): name is Root {
  return ROOTS.some((root) => root === name);
}

/** Parameters by name. Those whose value was refused have none. */
export interface Parameters {
  readonly values: Readonly<Record<string, JsonValue>>;
  readonly invalid: ReadonlySet<string>;
}

/** What an expression can see when it is evaluated. */
export interface Scope {
  readonly params: Readonly<Record<string, JsonValue>>;
  /** Parameters whose value was refused, and reported. */
  readonly invalid: ReadonlySet<string>;
  readonly matrix: Readonly<Record<string, JsonValue>>;
  /** Reads a text file; the path is relative to the pipeline file. */
  readFile(path: string): { text: string } | { reason: string };
}

/** The scope of expressions outside any matrix point. Files are read once a load. */
export function scopeOf({ values, invalid }: Parameters, context: LoadContext): Scope {
  const read = new Map<string, ReturnType<Scope["readFile"]>>();
  const readFile = (path: string): ReturnType<Scope["readFile"]> => {
    const known = read.get(path);
    if (known !== undefined) return known;
    const file = resolvePath(context, path);
    const source = context.reads.read(file, `the file ${JSON.stringify(path)}`);
    const result = "text" in source ? source : { reason: source.problem.message };
    read.set(path, result);
    return result;
  };
  return { params: values, invalid, matrix: {}, readFile };
}
