import { form } from "../fields.ts";
import { HAN } from "../sources.ts";
import { addUp, groupMeans, groupWeights, pairwise } from "../statistics.ts";
import { definePenalty } from "../term.ts";
import type { Penalty } from "../term.ts";

/** The mean scores of groups given the label. For two groups it is the loss DiffEOdd of the benchmark that it cites. */
export const equalizedOdds: Penalty = definePenalty({
  name: "equalized-odds",
  summary:
    "Gap between the groups' mean scores among the rows of each class, added up over the classes.",
  source: HAN,
  needs: ["groups", "labels"],
  cost: "n",
  weights: "honoured",
  fields: { form },
  compute:
    ({ form }) =>
    (tf, rows) =>
      addUp(
        tf,
        rows.classes.map((label) =>
          pairwise(tf, groupMeans(tf, rows.scores, groupWeights(tf, rows, label)), form),
        ),
      ),
});
