import { numbers, rowsOfSplit } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { createModel, decide, fitEncoder, mapScores, saveDenseNetwork } from "@fairline/model";
import type { DecisionRule, Model, ModelOutputs, ModelSource, ScoreMap } from "@fairline/model";
import { openBackend } from "@fairline/tensor";

/** A model whose score is a column of the table, and that counts how often it was disposed of. */
export class ColumnModel implements Model {
  readonly features: readonly string[] = ["score"];
  readonly target = { task: "binary", positive: "yes", negative: "no" } as const;
  readonly warnings: readonly string[] = [];
  readonly positive = "yes";
  readonly negative = "no";
  readonly rule: DecisionRule;
  readonly scoreMaps: readonly ScoreMap[];
  readonly disposals = { count: 0 };

  constructor(
    rule: DecisionRule = { kind: "threshold", threshold: 0.5 },
    scoreMaps: readonly ScoreMap[] = [],
  ) {
    this.rule = rule;
    this.scoreMaps = scoreMaps;
  }

  score(table: Table, firstRow = 0): Promise<Float64Array> {
    const { values } = numbers(table, "score");
    return Promise.resolve(
      this.scoreMaps.reduce((scores, map) => mapScores(map, scores, table, firstRow), values),
    );
  }

  async outputs(table: Table): Promise<ModelOutputs> {
    return { names: ["score"], values: await this.score(table) };
  }

  async predict(table: Table): Promise<Uint8Array> {
    return decide(this.rule, await this.score(table), table);
  }

  unfamiliarValues(): undefined {
    return undefined;
  }
  withRule(rule: DecisionRule): Model {
    return new ColumnModel(rule, this.scoreMaps);
  }

  withScoreMap(map: ScoreMap): Model {
    return new ColumnModel(this.rule, [...this.scoreMaps, map]);
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
