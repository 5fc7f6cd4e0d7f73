import type { JsonValue } from "@fairline/core";
import { FairlineError } from "@fairline/core";
import type { Table } from "@fairline/arrow";
import type { Backend } from "@fairline/tensor";
import { decide } from "./decision-rule.ts";
import type { DecisionRule } from "./decision-rule.ts";
import { requireColumns } from "./encoder.ts";
import type { Encoder } from "./encoder.ts";
import type { Model } from "./model.ts";
import { openEncoder } from "./row-encoder.ts";
import type { SavedNetwork } from "./saved-network.ts";
import { mapScores } from "./score-map.ts";
import type { ScoreMap } from "./score-map.ts";
import { openScorer } from "./scorer.ts";
import type { Scorer } from "./scorer.ts";
import { unfamiliarText, unfamiliarValues } from "./unfamiliar.ts";

/** Rows scored at a time: bounds the memory that scoring takes. */
const BATCH_ROWS = 4096;

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
  #scorer: Promise<Scorer> | undefined;

  constructor(content: ModelContent, backend: Backend) {
    checkRule(content.rule);
    this.content = content;
    this.#backend = backend;
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
    const encoder = openEncoder(this.content.encoder, table);
    const scorer = await (this.#scorer ??= openScorer(this.#backend, this.content.network));
    const scores = new Float64Array(encoder.rows);
    for (let start = 0; start < encoder.rows; start += BATCH_ROWS) {
      const length = Math.min(BATCH_ROWS, encoder.rows - start);
      const rows = Uint32Array.from({ length }, (_, i) => start + i);
      const x = { shape: [length, encoder.width], values: encoder.encode(rows) };
      scores.set(await scorer.score(x), start);
    }
    return this.scoreMaps.reduce<Float64Array>(
      (mapped, map) => mapScores(map, mapped, table, firstRow),
      scores,
    );
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
    void this.#scorer?.then((scorer) => {
      scorer.dispose();
    });
    this.#scorer = undefined;
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
