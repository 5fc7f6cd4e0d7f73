import { numbers, rowsOfSplit } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { createModel, decide, fitEncoder, saveDenseNetwork } from "@fairline/model";
import type { DecisionRule, Model, ModelSource } from "@fairline/model";
import { openBackend } from "@fairline/tensor";

/** A model whose score is a column of the table, and that counts how often it was disposed of. */
export class ColumnModel implements Model {
  readonly features: readonly string[] = ["score"];
  readonly positive = "yes";
  readonly negative = "no";
  readonly rule: DecisionRule;
  readonly disposals = { count: 0 };

  constructor(rule: DecisionRule = { kind: "threshold", threshold: 0.5 }) {
    this.rule = rule;
  }

  score(table: Table): Promise<Float64Array> {
    return Promise.resolve(numbers(table, "score").values);
  }

  async predict(table: Table): Promise<Uint8Array> {
    return decide(this.rule, await this.score(table), table);
  }

  withRule(rule: DecisionRule): Model {
    return new ColumnModel(rule);
  }

  dispose(): void {
    this.disposals.count += 1;
  }
}

/** A logistic regression on the features merit and proxy of a simulated table, with fixed weights. */
export function simulatedModel(table: Table): ModelSource {
  return {
    async open(name) {
      const backend = await openBackend(name);
      const encoder = fitEncoder(table, ["merit", "proxy"], rowsOfSplit(table, "train"));
      const network = await saveDenseNetwork(
        { inputs: 2, hidden: [], activation: "relu" },
        {
          "dense_0/kernel": { shape: [2, 1], values: Float32Array.of(1.5, 0.7) },
          "dense_0/bias": { shape: [1], values: Float32Array.of(0.1) },
        },
      );
      return createModel(
        {
          encoder,
          network,
          positive: "yes",
          negative: "no",
          rule: { kind: "threshold", threshold: 0.5 },
          training: null,
        },
        backend,
      );
    },
  };
}
