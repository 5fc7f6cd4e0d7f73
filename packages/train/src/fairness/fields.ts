import { z } from "zod";

/** How the distances of groups become one number; see `pairwise`. */
export const form = z
  .enum(["gap", "squared", "worst-pair"])
  .default("gap")
  .describe(
    "gap: the mean distance of two rows' groups. squared: of its square, smooth at 0. worst-pair: the distance of the two groups that are farthest apart.",
  );

/** Which rows a comparison of groups is about. */
export const among = z
  .enum(["all", "positive", "negative"])
  .default("all")
  .describe(
    "Rows to compare: all, or those whose label is the positive class, or any other. Of several classes the last one counts as positive.",
  );

/** What is compared. */
export const of = z
  .enum(["scores", "logits"])
  .default("scores")
  .describe("scores: probabilities. logits: log-odds, whose size has no limit.");
