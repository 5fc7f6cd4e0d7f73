import type { ProblemLocation, Problems } from "@fairline/yaml";
import { nameHint } from "@fairline/core";

/** Whether an option overrides a parameter that `params:` declares; a problem where it does not. */
export function checkOverride(
  name: string,
  within: {
    readonly declared: ReadonlyMap<string, unknown>;
    /** The parameter that the name is a part of: `a` in `--set a.b=1`. */
    readonly parent?: string;
  },
  location: ProblemLocation,
  problems: Problems,
): boolean {
  const { declared, parent = "" } = within;
  if (declared.has(name)) return true;
  const owner = parent === "" ? "the pipeline" : `the parameter "${parent}"`;
  problems.error(location, {
    code: "param-unknown",
    message: `${owner} has no parameter ${JSON.stringify(name)}`,
    hint: nameHint(name, declared.keys(), "parameters"),
  });
  return false;
}
