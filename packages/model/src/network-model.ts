import type { JsonValue } from "@fairline/core";
import { FairlineError } from "@fairline/core";
import type { Table } from "@fairline/arrow";
import type { Backend } from "@fairline/tensor";
import { decide } from "./decision-rule.ts";
import type { DecisionRule } from "./decision-rule.ts";
import { requireColumns } from "./encoder.ts";
import type { Encoder } from "./encoder.ts";
import type { Model } from "./model.ts";
import { OpenNetwork } from "./open-network.ts";
import type { SavedNetwork } from "./saved-network.ts";
import { mapScores } from "./score-map.ts";
import type { ScoreMap } from "./score-map.ts";
import { outputNames } from "./target.ts";
import type { ModelOutputs, Target } from "./target.ts";
import { trainingWarnings } from "./training-warnings.ts";
import { unfamiliarText, unfamiliarValues } from "./unfamiliar.ts";

/** All that a model is made of. */
export interface ModelContent {
  readonly encoder: Encoder;
  /** Takes the encoded rows, gives P(positive). */
  readonly network: SavedNetwork;
  /** The label's favourable class. */
  readonly positive: string;
  /** The other class. */
  readonly negative: string;
  /** What becomes of the network's scores, in this order; undefined where nothing does. */
  readonly scoreMaps?: readonly ScoreMap[] | undefined;
  readonly rule: DecisionRule;
  /** How it was trained, for people and reports; nothing here depends on it. */
  readonly training: JsonValue;
}

/**
 * Makes a model that computes on an open backend.
 *
 * @throws FairlineError `VALUE_INVALID` for a decision rule with a threshold that is not finite.
 */
export function createModel(content: ModelContent, backend: Backend): Model {
  return new NetworkModel(content, backend);
}

/** A model whose network is put on the backend when it first scores. */
export class NetworkModel implements Model {
  readonly content: ModelContent;
  readonly #backend: Backend;
  readonly #outputs: OpenNetwork;

  constructor(content: ModelContent, backend: Backend) {
    checkRule(content.rule);
    this.content = content;
    this.#backend = backend;
    this.#outputs = new OpenNetwork(content.encoder, content.network, backend);
  }

  get target(): Target {
    const { positive, negative } = this.content;
    return { task: "binary", positive, negative };
  }

  get warnings(): readonly string[] {
    return trainingWarnings(this.content.training);
  }

  get features(): readonly string[] {
    return this.content.encoder.map(({ name }) => name);
  }

  get positive(): string {
    return this.content.positive;
  }

  get negative(): string {
    return this.content.negative;
  }

  get rule(): DecisionRule {
    return this.content.rule;
  }

  get scoreMaps(): readonly ScoreMap[] {
    return this.content.scoreMaps ?? [];
  }

  async score(table: Table, firstRow = 0): Promise<Float64Array> {
    const scores = await this.#outputs.of(table, 1);
    return this.scoreMaps.reduce<Float64Array>(
      (mapped, map) => mapScores(map, mapped, table, firstRow),
      scores,
    );
  }

  async outputs(table: Table): Promise<ModelOutputs> {
    return { names: outputNames(this.target), values: await this.score(table) };
  }

  async predict(table: Table): Promise<Uint8Array> {
    return decide(this.rule, await this.score(table), table);
  }

  unfamiliarValues(table: Table): string | undefined {
    requireColumns(table, this.features);
    return unfamiliarText(unfamiliarValues(this.content.encoder, table), table.numRows);
  }

  withRule(rule: DecisionRule): Model {
    return new NetworkModel({ ...this.content, rule }, this.#backend);
  }

  withScoreMap(map: ScoreMap): Model {
    const scoreMaps = [...this.scoreMaps, map];
    return new NetworkModel({ ...this.content, scoreMaps }, this.#backend);
  }

  dispose(): void {
    this.#outputs.dispose();
  }
}

function checkRule(rule: DecisionRule): void {
  const wrong = thresholdsOf(rule).find((threshold) => !Number.isFinite(threshold));
  if (wrong !== undefined) {
    throw new FairlineError("VALUE_INVALID", `a decision threshold is ${String(wrong)}`, {
      hint: "Use a number; above 1 decides nobody positive.",
    });
  }
}

function thresholdsOf(rule: DecisionRule): readonly number[] {
  switch (rule.kind) {
    case "threshold":
      return [rule.threshold];
    case "group-thresholds":
      return [rule.otherwise ?? 0, ...Object.values(rule.thresholds)];
    case "group-chances":
      return [rule.otherwise ?? [], ...Object.values(rule.chances)].flat().map(({ from }) => from);
  }
}
