import { mechanism } from "./mechanism.ts";
import type { Values } from "./mechanism.ts";
import type { Population } from "./population.ts";
import { levelsOf } from "./variable.ts";

/** A contrast of two levels of an attribute along some paths. */
export interface PathContrast {
  readonly attribute: string;
  /** The level that is seen along all other paths. */
  readonly from: number;
  /** The level that is seen along the paths. */
  readonly to: number;
  /** Beginnings of paths, each from the attribute: a path that begins with one of them counts. */
  readonly paths: readonly (readonly string[])[];
}

/**
 * The values that a variable has where the attribute is at one level along some paths to it and at another along the
 * rest, with the same chance draws: the nested counterfactual of path-specific effects.
 *
 * A variable is computed once for every way in which what lies between it and the outcome can matter, which is the next
 * few steps only, as many as the longest of the given beginnings has.
 *
 * @param outcome - The variable at the end of the paths.
 * @see Avin, Shpitser and Pearl (2005), definition 4
 * @throws FairlineError as {@link mechanism}
 */
export function pathValues(
  { variables, rows, noise }: Population,
  outcome: string,
  { attribute, from, to, paths }: PathContrast,
): Values {
  const horizon = Math.max(...paths.map((path) => path.length)) - 1;
  const known = new Map<string, Values>();
  const isOn = (steps: readonly string[]): boolean =>
    paths.some((path) => path.every((name, i) => steps[i] === name));
  /** `onward`: the steps from the variable towards the outcome, the nearest first. */
  const valuesOf = (name: string, onward: readonly string[]): Values => {
    const seen = onward.slice(0, horizon);
    const key = JSON.stringify([name, ...seen]);
    const before = known.get(key);
    if (before !== undefined) return before;
    const values =
      name === attribute
        ? new Float64Array(rows).fill(isOn([name, ...seen]) ? to : from)
        : mechanism(name, variables[name]!, noise.get(name)!, {
            values: (parent) => valuesOf(parent, [name, ...seen]),
            levels: (parent) => levelsOf(variables[parent]!),
          });
    known.set(key, values);
    return values;
  };
  return valuesOf(outcome, []);
}
