import { form } from "../fields.ts";
import { HAN } from "../sources.ts";
import { groupMeans, groupWeights, pairwise } from "../statistics.ts";
import { definePenalty } from "../term.ts";
import type { Penalty } from "../term.ts";

/** The mean scores of groups. For two groups it is the loss DiffDP of the benchmark that it cites. */
export const demographicParity: Penalty = definePenalty({
  name: "demographic-parity",
  summary: "Gap between the groups' mean scores; of several classes, added up over the classes.",
  source: HAN,
  needs: ["groups"],
  cost: "n",
  weights: "honoured",
  fields: { form },
  compute:
    ({ form }) =>
    (tf, rows) =>
      pairwise(tf, groupMeans(tf, rows.scores, groupWeights(tf, rows)), form),
});
