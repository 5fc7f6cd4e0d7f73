import type { z } from "zod";

type Issue = z.core.$ZodIssue;

/**
 * The option of a union that was most likely intended, by its problems: the one that knows the most of the keys
 * that were given, or whose problems all lie deeper.
 *
 * @param value - What was given.
 * @returns Its problems; undefined where no option comes near.
 */
export function likelyOption(
  options: readonly (readonly Issue[])[],
  value: unknown,
): readonly Issue[] | undefined {
  const ranked = options
    .map((issues) => ({ issues, known: knownKeys(issues, value) }))
    .filter(({ known, issues }) => known > 0 && issues.length > 0)
    .sort((a, b) => b.known - a.known || a.issues.length - b.issues.length);
  return ranked[0]?.issues;
}

/** How many of the value's keys an option knows; for a list 1 if the option takes lists. */
function knownKeys(issues: readonly Issue[], value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const ofWhole = issues.filter(({ path }) => path.length === 0);
  if (ofWhole.some(({ code }) => code !== "unrecognized_keys" && code !== "custom")) return 0;
  if (Array.isArray(value)) return 1;
  const unknown = ofWhole.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? issue.keys : [],
  );
  return Object.keys(value).length - unknown.length;
}
