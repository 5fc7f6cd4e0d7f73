import { locationWithin } from "@fairline/yaml";
import type { Problems, ScalarNode } from "@fairline/yaml";
import { nameHint } from "@fairline/core";
import type { CommandTemplate } from "../plan.ts";
import type { PathExpression } from "@fairline/expression";
import { placeInHole } from "../expression/place.ts";
import type { ParsedHole } from "../expression/template.ts";

/** Names that a command may use and that get their values when it runs. */
export interface RuntimeNames {
  /** Undefined where it is broken, and so not known. */
  readonly in: readonly string[] | undefined;
  readonly out: readonly string[] | undefined;
  readonly env: readonly string[] | undefined;
}

/** What each of them is called, and how one more is declared. */
const NOUNS = {
  in: { noun: "input", plural: "inputs", hint: "List it under `in:`." },
  out: { noun: "output", plural: "outputs", hint: "List it under `out:`." },
  env: { noun: "variable", plural: "listed variables", hint: "List it under `env:`." },
} as const;

/** What `${{ in.x }}`, `${{ out.x }}` or `${{ env.X }}` stands for; a problem where it is not declared or not alone. */
export function checkHole(
  hole: ParsedHole,
  { path, node }: { readonly path: PathExpression; readonly node: ScalarNode },
  names: RuntimeNames,
  problems: Problems,
): Exclude<CommandTemplate[number], string> | undefined {
  const { expression, source } = hole;
  const root = path.name as keyof RuntimeNames; // The caller passes no other.
  const [name, ...more] = path.keys;
  if (expression !== path || typeof name !== "string" || more.length > 0) {
    problems.error(locationWithin(node, source), {
      code: "expression-type",
      message: `\`${root}\` is known only when the command runs, and cannot be computed with`,
      hint: `Write it alone: \${{ ${root}.name }}.`,
    });
    return undefined;
  }
  const declared = names[root];
  if (declared === undefined) return undefined;
  if (!declared.includes(name)) {
    const { noun, plural, hint } = NOUNS[root];
    problems.error(placeInHole(node, hole, path.place), {
      code: root === "env" ? "expression-unknown" : "port-unknown",
      message: `this command has no ${noun} ${JSON.stringify(name)}`,
      hint: `${nameHint(name, declared, plural)} ${hint}`,
    });
    return undefined;
  }
  return root === "in" ? { in: name } : root === "out" ? { out: name } : { env: name };
}
