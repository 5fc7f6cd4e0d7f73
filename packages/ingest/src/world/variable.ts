import { z } from "zod";
import { strictObject } from "../strict-object.ts";

/**
 * A linear expression: a number, or an intercept and coefficients by parent. A numeric parent has one coefficient, a
 * parent of words one per level; a level left out counts 0.
 */
export type Linear = number | Readonly<Record<string, number | Readonly<Record<string, number>>>>;

/** The distributions that a variable may have. */
export const DISTRIBUTIONS = [
  "normal",
  "lognormal",
  "uniform",
  "bernoulli",
  "categorical",
  "softmax",
  "poisson",
  "deterministic",
] as const;

/** The name of a variable's intercept, which no variable may have. */
export const INTERCEPT = "intercept";

const linear: z.ZodType<Linear> = z
  .union([
    z.number(),
    z.record(z.string(), z.union([z.number(), z.record(z.string(), z.number())])),
  ])
  .describe("A number, or { intercept: a, <parent>: b, <parent of words>: { <level>: c } }.");
const positive = z.number().positive();
const pair = z
  .tuple([z.string().min(1), z.string().min(1)])
  .optional()
  .describe("Words for 0 and 1; the column then holds words.");

const shape = {
  normal: strictObject({ mean: linear, sd: positive }).optional().describe("Normal."),
  lognormal: strictObject({ "log-mean": linear, "log-sd": positive })
    .optional()
    .describe("The exponential of a normal."),
  uniform: strictObject({ low: z.number(), high: z.number() })
    .optional()
    .describe("Uniform on [low, high)."),
  bernoulli: strictObject({ p: linear.optional(), logit: linear.optional(), values: pair })
    .optional()
    .describe("0 or 1, by the probability of 1 (p) or its log odds (logit)."),
  categorical: z
    .record(z.string().min(1), z.number().min(0))
    .optional()
    .describe("Words by their probabilities, which sum to 1."),
  softmax: z
    .record(z.string().min(1), linear)
    .optional()
    .describe("Words by the logarithms of their probabilities, up to a common constant."),
  poisson: strictObject({ mean: linear.optional(), "log-mean": linear.optional() })
    .optional()
    .describe("A count, by its mean or the logarithm of its mean; a mean of at most 500."),
  deterministic: strictObject({
    value: linear.optional(),
    logit: linear.optional(),
    log: linear.optional(),
    above: z.number().optional().describe("Makes it 1 where the value is greater, else 0."),
    values: pair,
  })
    .optional()
    .describe("What its parents make it: the value itself, or the one whose logit or log it is."),
  clip: z
    .tuple([z.number(), z.number()])
    .optional()
    .describe("Least and greatest value; what lies outside becomes the nearer one."),
  round: z.boolean().default(false).describe("Round to a whole number, after clipping."),
  hidden: z.boolean().default(false).describe("Acts in the world, but is no column of the table."),
  description: z.string().optional().describe("What it stands for."),
};

/**
 * How a variable comes about, as the pipeline file says it, but for what only the whole world can tell. It has exactly one
 * of the distributions.
 */
export const variableSchema = strictObject(shape);

/** What {@link variableSchema} gives. */
export type Variable = z.output<typeof variableSchema>;

/** The words that a variable takes, in order, or undefined where it takes numbers. */
export function levelsOf(variable: Variable): readonly string[] | undefined {
  const { bernoulli, categorical, softmax, deterministic } = variable;
  if (categorical !== undefined) return Object.keys(categorical);
  if (softmax !== undefined) return Object.keys(softmax);
  return bernoulli?.values ?? deterministic?.values;
}

/** The levels that an intervention can set, as words: those of a variable of words, and 0 and 1 of an indicator. */
export function settableLevels(variable: Variable): readonly string[] | undefined {
  const isIndicator =
    variable.bernoulli !== undefined || variable.deterministic?.above !== undefined;
  return levelsOf(variable) ?? (isIndicator ? ["0", "1"] : undefined);
}

/** A linear expression of a variable and where it stands below the variable. */
export interface PlacedLinear {
  readonly path: readonly string[];
  readonly linear: Linear;
}

/** Every linear expression of a variable. */
export function linearsOf(variable: Variable): PlacedLinear[] {
  const { normal, lognormal, bernoulli, softmax, poisson, deterministic } = variable;
  const placed: [readonly string[], Linear | undefined][] = [
    [["normal", "mean"], normal?.mean],
    [["lognormal", "log-mean"], lognormal?.["log-mean"]],
    [["bernoulli", "p"], bernoulli?.p],
    [["bernoulli", "logit"], bernoulli?.logit],
    ...Object.entries(softmax ?? {}).map(([level, linear]): [readonly string[], Linear] => [
      ["softmax", level],
      linear,
    ]),
    [["poisson", "mean"], poisson?.mean],
    [["poisson", "log-mean"], poisson?.["log-mean"]],
    [["deterministic", "value"], deterministic?.value],
    [["deterministic", "logit"], deterministic?.logit],
    [["deterministic", "log"], deterministic?.log],
  ];
  return placed.flatMap(([path, linear]) => (linear === undefined ? [] : [{ path, linear }]));
}

/** The variables that a variable depends on, each once. */
export function parentsOf(variable: Variable): string[] {
  const names = linearsOf(variable).flatMap(({ linear }) =>
    typeof linear === "number" ? [] : Object.keys(linear),
  );
  return [...new Set(names)].filter((name) => name !== INTERCEPT);
}
