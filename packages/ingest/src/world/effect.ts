import { mean, sum } from "@fairline/numeric";
import type { Values } from "./mechanism.ts";
import { pathValues } from "./path-values.ts";
import { populationValues } from "./population.ts";
import type { Population } from "./population.ts";
import { settableLevels } from "./variable.ts";

/** The mean of something over rows, and how sure it is of the mean over the whole world. */
interface Mean {
  readonly value: number;
  /** Standard error; NaN for one row. */
  readonly standardError: number;
}

/** What setting an attribute from one level to another does to an outcome, on average. */
export interface Effect {
  readonly attribute: string;
  readonly from: string;
  readonly to: string;
  readonly outcome: string;
  /** The outcome's level whose probability changes, or undefined where its mean does. */
  readonly positive?: string;
  /** Along all paths. */
  readonly total: Mean;
  /** Along the unfair paths alone; undefined where none are named. */
  readonly unfair?: Mean & { readonly paths: readonly string[] };
}

/** What {@link trueEffects} is asked. */
export interface EffectQuestion {
  readonly attributes: readonly string[];
  readonly outcome: string;
  /** The level to count, for an outcome of levels. */
  readonly positive?: string | undefined;
  /** Beginnings of the unfair paths. */
  readonly unfair: readonly (readonly string[])[];
}

/**
 * The effects of attributes on an outcome, each level against the first, over the people of a population: every person
 * is computed under both levels with the same chance draws.
 *
 * An attribute that is a quantity has no effect here, nor has an outcome of more than two levels without a positive one.
 */
export function trueEffects(population: Population, question: EffectQuestion): Effect[] {
  const { outcome, positive } = question;
  const { variables, rows } = population;
  const everybody = (level: number): Values => new Float64Array(rows).fill(level);
  const outcomeLevels = settableLevels(variables[outcome]!);
  if (outcomeLevels !== undefined && positive === undefined) return [];
  const code = outcomeLevels?.indexOf(positive!);
  const counted = (values: Values): Values =>
    code === undefined ? values : values.map((value) => (value === code ? 1 : 0));
  return question.attributes.flatMap((attribute) => {
    const levels = settableLevels(variables[attribute]!) ?? [];
    const under = levels.map((_, level) =>
      counted(populationValues(population, { attribute, values: everybody(level) }).get(outcome)!),
    );
    const paths = question.unfair.filter(([first]) => first === attribute);
    return levels.slice(1).map((to, i): Effect => {
      const along =
        paths.length === 0
          ? undefined
          : counted(pathValues(population, outcome, { attribute, from: 0, to: i + 1, paths }));
      return {
        attribute,
        from: levels[0]!,
        to,
        outcome,
        ...(code === undefined ? {} : { positive: positive! }),
        total: meanDifference(under[i + 1]!, under[0]!),
        ...(along === undefined
          ? {}
          : {
              unfair: {
                paths: paths.map((path) => path.join(" -> ")),
                ...meanDifference(along, under[0]!),
              },
            }),
      };
    });
  });
}

/** The mean of paired differences, with the standard error that the pairing leaves. */
function meanDifference(one: Values, other: Values): Mean {
  const differences = one.map((value, row) => value - other[row]!);
  const value = mean(differences);
  const n = differences.length;
  const variance = sum(differences.map((difference) => (difference - value) ** 2)) / (n - 1);
  return { value, standardError: Math.sqrt(variance / n) };
}
