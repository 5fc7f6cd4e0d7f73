import { FairlineError } from "@fairline/core";
import type { Random } from "@fairline/numeric";
import { causalOrder } from "./causal-order.ts";
import { drawNoise, mechanism } from "./mechanism.ts";
import type { Values } from "./mechanism.ts";
import { levelsOf, parentsOf } from "./variable.ts";
import type { Variable } from "./variable.ts";

type Variables = Readonly<Record<string, Variable>>;

/** People of a world before anything is computed: all their chance draws. */
export interface Population {
  readonly variables: Variables;
  readonly rows: number;
  /** Every variable after its parents. */
  readonly order: readonly string[];
  /** By variable, one number per row. */
  readonly noise: ReadonlyMap<string, Values>;
}

/** A variable set from outside, whatever its parents. */
export interface Intervention {
  readonly attribute: string;
  /** One per row. */
  readonly values: Values;
}

/**
 * Draws the chance part of every variable from a stream of its own, so that a variable's draws depend on the seed and
 * its name, not on the other variables or their order.
 */
export function drawPopulation(variables: Variables, rows: number, random: Random): Population {
  const found = causalOrder(
    new Map(Object.entries(variables).map(([name, variable]) => [name, parentsOf(variable)])),
  );
  if ("cycle" in found) {
    throw new FairlineError(
      "PARAM_INVALID",
      `variables cause each other: ${found.cycle.join(", ")}`,
    );
  }
  const noise = new Map(
    Object.entries(variables).map(([name, variable]) => [
      name,
      drawNoise(variable, rows, random.stream(`variable:${name}`)),
    ]),
  );
  return { variables, rows, order: found.order, noise };
}

/** The values of all variables, as they are or under an intervention. @throws FairlineError as {@link mechanism} */
export function populationValues(
  { variables, order, noise }: Population,
  intervention?: Intervention,
): ReadonlyMap<string, Values> {
  const values = new Map<string, Values>();
  const parents = {
    values: (name: string) => values.get(name)!,
    levels: (name: string) => levelsOf(variables[name]!),
  };
  for (const name of order) {
    values.set(
      name,
      name === intervention?.attribute
        ? intervention.values
        : mechanism(name, variables[name]!, noise.get(name)!, parents),
    );
  }
  return values;
}
