import { FairlineError } from "@fairline/core";
import type { Booster } from "./booster.ts";
import { requireLength } from "./check-columns.ts";
import type { GrowthMemory } from "./growth/memory.ts";
import { extremesOf, pairRounding } from "./growth/pairs.ts";
import type { Extremes } from "./growth/pairs.ts";
import { LOSS_NAMES } from "./loss/losses.ts";
import { partsFor } from "./threads/share.ts";

/** The largest absolute gradient and hessian: squares of sums of them must be finite. */
const LARGEST = 2 ** 470;

/** Writes the gradients and hessians of a round: those of the loss, and what the callback makes of them. */
export async function derive({ plan, grower }: Booster, round: number): Promise<void> {
  const { crew, memory } = grower;
  const { raw, gradients, hessians } = memory;
  const { objective } = plan.options;
  if (objective.loss === "custom") {
    gradients.fill(0);
    hessians.fill(0);
  } else {
    const number = LOSS_NAMES.indexOf(objective.loss);
    crew.run("differentiate", partsFor(memory.rows, crew.threads), number);
  }
  const given = await plan.options.gradients?.({ round, raw, gradients, hessians });
  if (given === undefined) return;
  const outputs = memory.outputs;
  requireLength("the callback's list of gradients", given.gradients.length / outputs, memory.rows);
  requireLength("the callback's list of hessians", given.hessians.length / outputs, memory.rows);
  if (given.gradients !== gradients) gradients.set(given.gradients);
  if (given.hessians !== hessians) hessians.set(given.hessians);
}

/**
 * Makes an output's gradients and hessians ready to be summed.
 *
 * @throws FairlineError `TRAINING_DIVERGED` where one is not finite, or a hessian is negative.
 */
export function pairOutput({ grower }: Booster, output: number, round: number): void {
  const { crew, memory } = grower;
  const parts = partsFor(memory.rows, crew.threads);
  crew.run("extremes", parts, output);
  const extremes = extremesOf(memory, parts);
  refuseDivergence(memory, { output, round, extremes });
  const { gradient, hessian } = pairRounding(memory.rows, extremes);
  crew.run("pair", parts, output, gradient, hessian);
}

interface Checked {
  readonly output: number;
  readonly round: number;
  readonly extremes: Extremes;
}

function refuseDivergence(memory: GrowthMemory, { output, round, extremes }: Checked): void {
  const { gradient, hessian, leastHessian } = extremes;
  // Either comparison is false for NaN.
  if (gradient <= LARGEST && hessian <= LARGEST && leastHessian >= 0) return;
  const { gradients, hessians, outputs } = memory;
  for (let row = 0; row < memory.rows; row++) {
    const at = row * outputs + output;
    const [g, h] = [gradients[at]!, hessians[at]!];
    if (!(Math.abs(g) <= LARGEST)) throw diverged("gradient", g, row, round);
    if (!(h >= 0 && h <= LARGEST)) throw diverged("hessian", h, row, round);
  }
}

function diverged(what: string, value: number, row: number, round: number): FairlineError {
  return new FairlineError(
    "TRAINING_DIVERGED",
    `the ${what} is ${String(value)} in row ${String(row + 1)} of round ${String(round)}`,
    {
      hint: "Gradients are finite numbers, and hessians of at least 0: look at what the callback gives, at labels and weights.",
    },
  );
}
