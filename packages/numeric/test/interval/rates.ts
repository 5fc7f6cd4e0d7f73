import type { Rate } from "@fairline/numeric";
import fc from "fast-check";

/** A group of 1 to 300 trials. */
export const anyRate: fc.Arbitrary<Rate> = fc
  .tuple(fc.nat({ max: 150 }), fc.nat({ max: 150 }))
  .filter(([successes, failures]) => successes + failures > 0)
  .map(([successes, failures]) => ({ successes, n: successes + failures }));

/** The same group with successes and failures exchanged. */
export const complement = ({ successes, n }: Rate): Rate => ({ successes: n - successes, n });
