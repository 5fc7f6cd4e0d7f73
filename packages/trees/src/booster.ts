import type { Grower } from "./growth/grower.ts";
import type { Plan } from "./plan.ts";

/** What rounds of boosting need. */
export interface Booster {
  readonly plan: Plan;
  readonly grower: Grower;
}
