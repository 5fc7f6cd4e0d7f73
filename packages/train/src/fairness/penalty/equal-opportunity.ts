import { form } from "../fields.ts";
import { HAN } from "../sources.ts";
import { addUp, groupMeans, groupWeights, pairwise } from "../statistics.ts";
import { definePenalty } from "../term.ts";
import type { Penalty } from "../term.ts";
import { oneVersusRest } from "../term-rows.ts";

/** The mean scores of rows for their own class. For two groups it is the loss DiffEOpp of the benchmark that it cites. */
export const equalOpportunity: Penalty = definePenalty({
  name: "equal-opportunity",
  summary:
    "Gap between the groups' mean scores among positive rows; of several classes, of the class's own score among its rows, added up.",
  source: HAN,
  needs: ["groups", "labels"],
  among: "positive",
  cost: "n",
  weights: "honoured",
  fields: { form },
  compute:
    ({ form }) =>
    (tf, rows) =>
      addUp(
        tf,
        oneVersusRest(tf, rows).map(({ scores, labels }) =>
          pairwise(tf, groupMeans(tf, scores, groupWeights(tf, rows, labels)), form),
        ),
      ),
});
