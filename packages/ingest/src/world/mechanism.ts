import { FairlineError } from "@fairline/core";
import type { Random } from "@fairline/numeric";
import { INTERCEPT } from "./variable.ts";
import type { Linear, Variable } from "./variable.ts";

/** Values of one variable, one per row: numbers, or the index of a level. */
export type Values = Float64Array;

/** What a mechanism may ask about the variables of its world. */
export interface Parents {
  /** Values of a parent. */
  values(name: string): Values;
  /** Words of a parent, in order, or undefined where it holds numbers. */
  levels(name: string): readonly string[] | undefined;
}

/**
 * The chance part of a variable, one number per row: standard normal for `normal` and `lognormal`, nothing for
 * `deterministic`, else uniform on [0, 1).
 */
export function drawNoise(
  { normal, lognormal, deterministic }: Variable,
  rows: number,
  random: Random,
): Values {
  const noise = new Float64Array(rows);
  if (deterministic !== undefined) return noise;
  const isNormal = normal !== undefined || lognormal !== undefined;
  for (let row = 0; row < rows; row++) noise[row] = isNormal ? random.normal() : random.uniform();
  return noise;
}

/**
 * Computes a variable from its parents and its noise. Every distribution is its quantile function at the noise, so
 * that values of discrete variables grow with the noise in the order of their levels; that order is part of the model.
 *
 * @throws FairlineError `VALUE_INVALID` for a probability outside [0, 1], a Poisson mean outside [0, 500] or a number that
 *   is not finite, with variable and row.
 */
export function mechanism(
  name: string,
  variable: Variable,
  noise: Values,
  parents: Parents,
): Values {
  const values = raw(name, variable, noise, parents);
  const { clip, round } = variable;
  for (let row = 0; row < values.length; row++) {
    let value = values[row]!;
    if (clip !== undefined) value = Math.min(Math.max(value, clip[0]), clip[1]);
    if (round) value = Math.round(value);
    if (!Number.isFinite(value)) throw invalid(name, `is ${String(value)}`, row);
    values[row] = value;
  }
  return values;
}

function raw(name: string, variable: Variable, noise: Values, parents: Parents): Values {
  const { normal, lognormal, uniform, bernoulli, categorical, softmax, poisson } = variable;
  const at = (linear: Linear): Values => evaluate(linear, noise.length, parents);
  if (normal !== undefined) {
    return at(normal.mean).map((mean, row) => mean + normal.sd * noise[row]!);
  }
  if (lognormal !== undefined) {
    const sd = lognormal["log-sd"];
    return at(lognormal["log-mean"]).map((mean, row) => Math.exp(mean + sd * noise[row]!));
  }
  if (uniform !== undefined) {
    return noise.map((u) => uniform.low + (uniform.high - uniform.low) * u);
  }
  if (bernoulli !== undefined) {
    const p =
      bernoulli.p === undefined
        ? at(bernoulli.logit!).map(logistic)
        : requireRange(name, "probability", at(bernoulli.p), 1);
    return p.map((probability, row) => (noise[row]! >= 1 - probability ? 1 : 0));
  }
  if (categorical !== undefined) {
    const p = Object.values(categorical);
    return noise.map((u) => levelAt(u, p));
  }
  if (softmax !== undefined) {
    const logs = Object.values(softmax).map(at);
    return noise.map((u, row) => levelAt(u, softmaxOf(logs.map((log) => log[row]!))));
  }
  if (poisson !== undefined) {
    const mean =
      poisson.mean === undefined ? at(poisson["log-mean"]!).map(Math.exp) : at(poisson.mean);
    requireRange(name, "Poisson mean", mean, 500);
    return mean.map((rate, row) => poissonQuantile(noise[row]!, rate));
  }
  return deterministicValues(variable, at);
}

function deterministicValues({ deterministic }: Variable, at: (linear: Linear) => Values): Values {
  // The world has been checked: a variable with no other distribution is deterministic.
  const { value, logit, log, above } = deterministic!;
  const values =
    value === undefined
      ? logit === undefined
        ? at(log!).map((x) => Math.exp(x))
        : at(logit).map(logistic)
      : at(value);
  return above === undefined ? values : values.map((x) => (x > above ? 1 : 0));
}

/** Intercept plus coefficients times parents. */
function evaluate(linear: Linear, rows: number, parents: Parents): Values {
  if (typeof linear === "number") return new Float64Array(rows).fill(linear);
  const total = new Float64Array(rows);
  for (const [parent, coefficient] of Object.entries(linear)) {
    if (typeof coefficient !== "number") {
      const byLevel = parents.levels(parent)!.map((level) => coefficient[level] ?? 0);
      const codes = parents.values(parent);
      for (let row = 0; row < rows; row++) total[row]! += byLevel[codes[row]!]!;
    } else if (parent === INTERCEPT) {
      for (let row = 0; row < rows; row++) total[row]! += coefficient;
    } else {
      const values = parents.values(parent);
      for (let row = 0; row < rows; row++) total[row]! += coefficient * values[row]!;
    }
  }
  return total;
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** Probabilities in proportion to the exponentials; the greatest is taken out first, so that none overflows. */
function softmaxOf(logs: readonly number[]): number[] {
  const greatest = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - greatest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** The first level whose cumulative probability is above u; the last possible one where rounding leaves none. */
function levelAt(u: number, p: readonly number[]): number {
  let cumulative = 0;
  let last = 0;
  for (const [level, probability] of p.entries()) {
    if (probability === 0) continue;
    last = level;
    cumulative += probability;
    if (u < cumulative) return level;
  }
  return last;
}

/** The least count whose cumulative probability is above u. */
function poissonQuantile(u: number, mean: number): number {
  let count = 0;
  let probability = Math.exp(-mean);
  let cumulative = probability;
  while (u >= cumulative && probability > 0) {
    count++;
    probability *= mean / count;
    cumulative += probability;
  }
  return count;
}

function requireRange(name: string, what: string, values: Values, greatest: number): Values {
  const row = values.findIndex((value) => !(value >= 0 && value <= greatest));
  if (row < 0) return values;
  throw invalid(
    name,
    `has a ${what} of ${String(values[row])}, outside [0, ${String(greatest)}],`,
    row,
  );
}

function invalid(name: string, found: string, row: number): FairlineError {
  return new FairlineError(
    "VALUE_INVALID",
    `variable "${name}" ${found} in row ${String(row + 1)}`,
    { hint: "Use a logit or log link, smaller coefficients, or clip its parents." },
  );
}
