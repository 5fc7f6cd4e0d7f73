import { locate } from "@fairline/yaml";
import type { Problems } from "@fairline/yaml";
import { posix } from "node:path";
import type { Field } from "../file/stage-declaration.ts";
import { escapeReason, ownedReason } from "../file/relative-path.ts";

/** Whether what a command writes stays inside its directory, each output at a place of its own. */
export function checkOutPaths(
  out: Readonly<Record<string, { readonly path: string }>>,
  field: Field,
  problems: Problems,
): boolean {
  const before = problems.sorted("").length;
  const taken = new Map<string, string>();
  for (const [port, { path }] of Object.entries(out)) {
    const { location } = locate(field.node, [port]).node;
    const reason = escapeReason(path) ?? ownedReason(path);
    if (reason !== undefined) {
      problems.errorAtPoints(location, {
        code: "path-outside",
        message: `the output "${port}" cannot be written to ${JSON.stringify(path)}: ${reason}`,
        hint: "Write a path inside the command's own directory, such as result.json.",
      });
      continue;
    }
    const clean = posix.normalize(path).replace(/\/$/u, "");
    const [other] = [...taken].filter(([one]) => overlaps(one, clean));
    if (other === undefined) {
      taken.set(clean, port);
      continue;
    }
    problems.errorAtPoints(location, {
      code: "path-outside",
      message: `the outputs "${other[1]}" and "${port}" are written to the same place, or one inside the other`,
      hint: "Give each output a path of its own.",
    });
  }
  return problems.sorted("").length === before;
}

/** Whether two clean relative paths are one, or one lies inside the other. */
export function overlaps(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
}
