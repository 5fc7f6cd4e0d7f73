import { z } from "zod";

const warmup = z
  .number()
  .nonnegative()
  .default(0)
  .describe("Epochs at the beginning over which the rate rises from 0, in a line.");
const end = z
  .number()
  .min(0)
  .max(1)
  .default(0)
  .describe("Share of learning-rate at which the last step arrives.");
const factor = z.number().positive().max(1).describe("What the rate is multiplied by each time.");

/** How the learning rate changes while training goes on. */
export const scheduleParam: z.ZodType<Schedule> = z.discriminatedUnion("form", [
  z.strictObject({ form: z.literal("constant"), warmup }),
  z.strictObject({ form: z.literal("linear"), end, warmup }),
  z.strictObject({ form: z.literal("cosine"), end, warmup }),
  z.strictObject({
    form: z.literal("step"),
    every: z.int().min(1).describe("Epochs from one fall of the rate to the next."),
    factor,
    warmup,
  }),
  z.strictObject({ form: z.literal("exponential"), factor, warmup }),
]);

/** Says by what the learning rate is multiplied in each step. */
export type Schedule = { readonly warmup: number } & (
  | { readonly form: "constant" }
  | { readonly form: "linear" | "cosine"; readonly end: number }
  | { readonly form: "step"; readonly every: number; readonly factor: number }
  | { readonly form: "exponential"; readonly factor: number }
);

/** A moment of training. */
export interface Moment {
  /** Epochs that are done when the step begins, with fractions, from 0. */
  readonly at: number;
  /** Epochs of the whole training, at most. */
  readonly epochs: number;
  /** Length of a step in epochs. */
  readonly step: number;
}

/**
 * What the learning rate is multiplied by in a step, in [0, 1].
 *
 * - linear: from 1 in a line to `end`; cosine: along half a cosine (Loshchilov and Hutter 2017, without restarts);
 * - step: times `factor` after every `every` epochs; exponential: times `factor` after each epoch;
 * - warm-up, in all of them: times the share of its epochs that are done when the step ends, up to 1.
 */
export function paceAt(schedule: Schedule, { at, epochs, step }: Moment): number {
  const rise = schedule.warmup === 0 ? 1 : Math.min(1, (at + step) / schedule.warmup);
  return rise * formAt(schedule, { at, epochs, step });
}

function formAt(schedule: Schedule, { at, epochs, step }: Moment): number {
  const share = Math.min(1, at / Math.max(epochs - step, step));
  switch (schedule.form) {
    case "constant":
      return 1;
    case "linear":
      return 1 - (1 - schedule.end) * share;
    case "cosine":
      return schedule.end + ((1 - schedule.end) * (1 + Math.cos(Math.PI * share))) / 2;
    case "step":
      return schedule.factor ** Math.floor(at / schedule.every);
    case "exponential":
      return schedule.factor ** Math.floor(at);
  }
}
