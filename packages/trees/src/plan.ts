import { FairlineError, nameHint } from "@fairline/core";
import { createRandom } from "@fairline/numeric";
import type { Random } from "@fairline/numeric";
import type { Column } from "./column.ts";
import type { Direction } from "./growth/gain.ts";
import type { GrowthRules } from "./growth/grower.ts";
import type { TreeOptions } from "./options.ts";
import { checkParameters } from "./parameters.ts";
import type { TreeParameters } from "./parameters.ts";
import type { Rows } from "./training-data.ts";

/** Checked options. */
export interface Plan {
  readonly options: TreeOptions;
  readonly parameters: TreeParameters;
  readonly rules: GrowthRules;
  /** Of each column. */
  readonly directions: readonly Direction[];
  /** Undefined where nothing is drawn. */
  readonly random: Random | undefined;
  readonly threads: number;
}

/**
 * Checks options against the rows.
 *
 * @throws FairlineError `PARAM_INVALID`, `COLUMN_MISSING` or `COLUMN_TYPE`.
 */
export function planOf(options: TreeOptions, { columns, weighing }: Rows): Plan {
  const parameters = checkParameters(options, weighing);
  checkPatience(options);
  return {
    options,
    parameters,
    rules: rulesOf(parameters),
    directions: directionsOf(options, columns),
    random: randomOf(options, parameters),
    threads: threadsOf(options),
  };
}

function rulesOf(parameters: TreeParameters): GrowthRules {
  const { categorySmoothing, categoryL2, ...rest } = parameters;
  const { maxOneVsRest, maxSubset, minRowsPerGroup } = parameters;
  return {
    ...rest,
    categories: {
      maxOneVsRest,
      maxSubset,
      minRowsPerGroup,
      smoothing: categorySmoothing,
      l2: categoryL2,
    },
  };
}

/** @throws FairlineError `PARAM_INVALID`. */
export function checkObjective({ objective, gradients }: TreeOptions): void {
  if (
    objective.loss === "softmax" &&
    !(Number.isInteger(objective.classes) && objective.classes >= 2)
  ) {
    throw invalid(`classes is ${String(objective.classes)}`, "Give a whole number of at least 2.");
  }
  if (objective.loss !== "custom") return;
  if (gradients === undefined) {
    throw invalid("a custom objective has no gradients", "Give a gradients callback.");
  }
  if (objective.base.length === 0 || !objective.base.every(Number.isFinite)) {
    throw invalid("base is no list of finite numbers", "Give one number per output.");
  }
}

function checkPatience({ validation }: TreeOptions): void {
  if (validation === undefined || validation.patience >= 1) return;
  throw invalid(`patience is ${String(validation.patience)}`, "Give a number of at least 1.");
}

function directionsOf(
  { monotone = {}, objective }: TreeOptions,
  columns: readonly Column[],
): Direction[] {
  for (const [name, direction] of Object.entries(monotone)) {
    const column = columns.find((each) => each.name === name);
    if (column === undefined) {
      throw new FairlineError("COLUMN_MISSING", `monotone names a column "${name}"`, {
        hint: nameHint(
          name,
          columns.map((each) => each.name),
          "columns",
        ),
      });
    }
    if (![-1, 0, 1].includes(direction)) {
      throw invalid(`monotone.${name} is ${String(direction)}`, "Give 1, 0 or -1.");
    }
    if (column.kind === "category" && direction !== 0) {
      throw new FairlineError(
        "COLUMN_TYPE",
        `column "${name}" cannot be monotone: it holds categories`,
        {
          hint: "Give its values as numbers, in the order that matters.",
        },
      );
    }
  }
  const directions = columns.map(({ name }) => monotone[name] ?? 0);
  if (objective.loss === "softmax" && directions.some((direction) => direction !== 0)) {
    throw invalid(
      "a softmax loss has a raw score per class, of which none is to rise or fall alone",
      "Leave monotone out, or grow trees on a logistic or a squared loss.",
    );
  }
  return directions;
}

function randomOf({ seed }: TreeOptions, parameters: TreeParameters): Random | undefined {
  if (parameters.rowFraction === 1 && parameters.featureFraction === 1) return undefined;
  if (seed === undefined) {
    throw invalid("rows or features are sampled without a seed", "Give a seed.");
  }
  return createRandom(seed);
}

function threadsOf({ threads = 1 }: TreeOptions): number {
  if (Number.isInteger(threads) && threads >= 1) return threads;
  throw invalid(`threads is ${String(threads)}`, "Give a whole number of at least 1.");
}

function invalid(message: string, hint: string): FairlineError {
  return new FairlineError("PARAM_INVALID", message, { hint });
}
