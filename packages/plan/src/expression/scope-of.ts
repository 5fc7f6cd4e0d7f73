import { resolvePath, type Loading } from "../load-context.ts";
import type { Parameters, Scope } from "./scope.ts";

/** The scope of expressions outside any matrix point. Files are read once a loading. */
export function scopeOf({ values, broken }: Parameters, loading: Loading): Scope {
  const read = new Map<string, ReturnType<Scope["readFile"]>>();
  const readFile = (path: string): ReturnType<Scope["readFile"]> => {
    const known = read.get(path);
    if (known !== undefined) return known;
    const file = resolvePath(loading, path);
    const source = loading.outside.read(file, `the file ${JSON.stringify(path)}`);
    const result = "text" in source ? source : { reason: source.problem.message };
    read.set(path, result);
    return result;
  };
  return { params: values, broken, matrix: {}, readFile };
}
