import type {} from "@fairline/arrow";
import { defineStage } from "@fairline/core";
import type { Stage } from "@fairline/core";
import { checkWorld } from "./world/world-check.ts";
import { worldSchema } from "./world/world.ts";

/** Stage `ingest/simulate`. */
export const simulateStage: Stage = defineStage({
  name: "ingest/simulate",
  summary: "Draws rows from a structural causal model, so that the true effects are known.",
  sources: [
    "Pearl J. (2009). Causality: models, reasoning, and inference. 2nd ed. Cambridge University Press. doi:10.1017/CBO9780511803161",
    "Barocas S., Hardt M., Narayanan A. (2023). Fairness and machine learning. MIT Press. Chapter 5.",
    "Pearl J. (2001). Direct and indirect effects. UAI 17, 411-420. arXiv:1301.2300",
    "Avin C., Shpitser I., Pearl J. (2005). Identifiability of path-specific effects. IJCAI 19, 357-363.",
    "Kusner M. J., Loftus J., Russell C., Silva R. (2017). Counterfactual fairness. NeurIPS 30. arXiv:1703.06856",
  ],
  params: worldSchema.superRefine(checkWorld),
  inputs: {},
  outputs: {
    data: { kind: "table", summary: "The simulated rows." },
    twins: {
      kind: "table",
      summary:
        "Row i is row i of data with another attribute and the same chance draws; no rows without `twins`.",
    },
  },
  seeded: true,
  async run({ params: world, context }) {
    const { simulate } = await import("./world/simulate.ts");
    return simulate(world, context);
  },
});
