import { ownParams, termOf } from "../../src/fairness/params.ts";
import type { TermParams } from "../../src/fairness/params.ts";
import { fairnessPlan } from "../../src/fairness/plan.ts";
import type { FairnessPlan } from "../../src/fairness/plan.ts";

/** The plan of some terms about one attribute, of two classes and two groups of equal shares. */
export function planOf(...terms: readonly TermParams[]): FairnessPlan {
  const shares = ["0", "1"].map((name) => ({ name, share: 0.5 }));
  const calls = terms.map((given) => ({
    term: termOf(given)!,
    strength: given.strength ?? 1,
    attribute: 0,
    params: ownParams(given),
  }));
  return fairnessPlan(calls, () => ({ classes: shares, groups: shares }));
}
