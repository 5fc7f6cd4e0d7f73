import type { Table } from "@fairline/arrow";
import type { DecisionRule } from "./decision-rule.ts";
import type { ScoreMap } from "./score-map.ts";
import type { ModelOutputs, Target } from "./target.ts";

/**
 * A trained model that works on raw rows: encoder, network and decision rule in one.
 *
 * One of several classes or of a number has outputs and no more: what is about a positive class is the error `TASK_UNSUPPORTED` there.
 *
 * Models are immutable; {@link Model.withRule} gives another one.
 */
export interface Model {
  /** What it predicts. */
  readonly target: Target;
  /** What its training warned of, a sentence each: a fit that has not converged, or is worse than always deciding the same. */
  readonly warnings: readonly string[];
  /** Columns that {@link Model.score} reads, in encoder order. */
  readonly features: readonly string[];
  /** The label's favourable class, as the word in the label column. */
  readonly positive: string;
  /** The label's other class. */
  readonly negative: string;
  readonly rule: DecisionRule;
  /** What becomes of the network's scores, in this order: {@link Model.score} gives what comes out. */
  readonly scoreMaps: readonly ScoreMap[];
  /**
   * Estimates the probability of the positive class.
   *
   * @param table - Raw rows with at least the columns of {@link Model.features}; others are ignored, but for
   *   those that score maps by group read.
   * @param firstRow - Rows that came before this table, where a table comes in pieces; 0 if left out. For maps that draw.
   * @returns Length n, each in [0, 1].
   * @throws FairlineError `COLUMN_MISSING` for a feature the table lacks, `COLUMN_TYPE` for one of another type.
   */
  score(table: Table, firstRow?: number): Promise<Float64Array>;
  /** Scores for each class, or values; for a binary label what {@link Model.score} gives. @throws FairlineError as there */
  outputs(table: Table): Promise<ModelOutputs>;
  /**
   * Scores the rows and applies {@link Model.rule}.
   *
   * @returns Length n, 1 for the positive class, else 0.
   */
  predict(table: Table): Promise<Uint8Array>;
  /**
   * Counts values of the rows that the model has not learnt from: categories that its training rows did not have, and missing values of
   * features that were never missing there.
   *
   * @returns One sentence with the counts by feature; undefined where there are none.
   * @throws FairlineError as {@link Model.score} does.
   */
  unfamiliarValues(table: Table): string | undefined;
  /** The same network under another decision rule, with a life of its own: dispose of both. */
  withRule(rule: DecisionRule): Model;
  /** The same network with one more map of its scores; as for {@link Model.withRule}. The rule stays as it is. */
  withScoreMap(map: ScoreMap): Model;
  /** Frees what the backend holds. The model can be written and scored again afterwards. */
  dispose(): void;
}

/** A model on its way into a stage: opened on a compute backend. */
export interface ModelSource {
  /**
   * @param backend - A name that `openBackend` of `tensor` knows: `auto`, `wasm`, `cpu`.
   * @throws FairlineError `ARTIFACT_INVALID`, or `BACKEND_UNAVAILABLE`.
   */
  open(backend: string): Promise<Model>;
}

declare module "@fairline/core" {
  interface ArtifactTypes {
    model: { readonly in: ModelSource; readonly out: Model };
  }
}
