import { categoryColumn, numberColumn, withColumn } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import type { Model } from "./model.ts";
import type { ModelOutputs } from "./target.ts";

/**
 * A table with what a model says of its rows as columns at its end: `score` or, for several classes, `score_<class>` for each; and
 * `prediction`, a class by the model's rule, or the value of a regression.
 *
 * @throws FairlineError as `Model.outputs` and `Model.predict` do; `COLUMN_DUPLICATE` where the table has a column of such a name already.
 */
export async function withPredictions(model: Model, table: Table): Promise<Table> {
  const { target } = model;
  switch (target.task) {
    case "binary": {
      const decisions = await model.predict(table);
      const words = Array.from(decisions, (one) => (one === 1 ? target.positive : target.negative));
      const scored = withOutputs(table, await model.outputs(table));
      return withColumn(scored, "prediction", categoryColumn(words), ["prediction"]);
    }
    case "multiclass": {
      const outputs = await model.outputs(table);
      const words = largestOutputs(outputs).map((at) => target.classes[at]!);
      const scored = withOutputs(table, outputs);
      return withColumn(scored, "prediction", categoryColumn(words), ["prediction"]);
    }
    case "regression": {
      const { values } = await model.outputs(table);
      return withColumn(table, "prediction", numberColumn(values), ["prediction"]);
    }
  }
}

/** The position of the greatest output of each row, the first of equals. */
export function largestOutputs({ names, values }: ModelOutputs): number[] {
  const width = names.length;
  return Array.from({ length: values.length / width }, (_, row) => {
    let largest = 0;
    for (let k = 1; k < width; k++) {
      if (values[row * width + k]! > values[row * width + largest]!) largest = k;
    }
    return largest;
  });
}

function withOutputs(table: Table, { names, values }: ModelOutputs): Table {
  return names.reduce((made, name, k) => {
    const column = Float64Array.from(
      { length: table.numRows },
      (_, row) => values[row * names.length + k]!,
    );
    return withColumn(made, name, numberColumn(column), ["score"]);
  }, table);
}
