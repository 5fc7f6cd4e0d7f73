import { z } from "zod";
import type { FieldValues, Share } from "./term.ts";

/** How much a class or a group weighs. */
export const weightFields = {
  weights: z
    .union([z.literal("balanced"), z.record(z.string(), z.number().nonnegative())])
    .default("balanced")
    .describe(
      "balanced: all weigh the same in total, as if each had an equal share of the rows. Or a factor for each by its name; 1 for a name that is not given.",
    ),
};

/**
 * The factor of each class or group: with `balanced` 1 / (count share), so that the mean factor over the training rows is 1. One
 * without training rows has 0.
 */
export function factors(
  { weights }: FieldValues<typeof weightFields>,
  parts: readonly Share[],
): number[] {
  if (weights !== "balanced") return parts.map(({ name }) => weights[name] ?? 1);
  const count = parts.filter(({ share }) => share > 0).length;
  return parts.map(({ share }) => (share > 0 ? 1 / (count * share) : 0));
}
