import { locate } from "@fairline/yaml";
import { posix, relative, sep } from "node:path";
import type { Field } from "../file/stage-declaration.ts";
import type { Loading } from "../load-context.ts";
import { overlaps } from "./out-path.ts";

/**
 * Whether every output of a command is at another place than its dependencies, whose copies lie in the same
 * directory: one that the command does not write would be taken for its result.
 */
export function checkOutNotDep(
  out: Readonly<Record<string, { readonly path: string }>>,
  deps: readonly string[],
  field: Field,
  loading: Loading,
): boolean {
  const { problems, folder } = loading;
  const before = problems.sorted("").length;
  const copies = deps.map((path) => relative(folder, path).split(sep).join("/"));
  for (const [port, { path }] of Object.entries(out)) {
    const clean = posix.normalize(path).replace(/\/$/u, "");
    const copy = copies.find((one) => overlaps(one, clean));
    if (copy === undefined) continue;
    problems.errorAtPoints(locate(field.node, [port]).node.location, {
      code: "path-outside",
      message: `the output "${port}" lies in the same place as the dependency ${JSON.stringify(copy)}`,
      hint: "Give the output a path of its own.",
    });
  }
  return problems.sorted("").length === before;
}
