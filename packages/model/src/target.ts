/** What a model predicts. */
export type Target =
  /** One of two classes, of which one is the favourable one. */
  | { readonly task: "binary"; readonly positive: string; readonly negative: string }
  /** One of several classes, at least two, sorted by UTF-16 code units. */
  | { readonly task: "multiclass"; readonly classes: readonly string[] }
  /** A number. */
  | { readonly task: "regression" };

/** How the outputs of a model that is not binary become its decision: the class with the greatest score, the first of equals; or the value itself. */
export type OutputRule = { readonly kind: "argmax" } | { readonly kind: "identity" };

/** What a model gives for rows: as many columns as it has outputs. */
export interface ModelOutputs {
  /** Names of the columns: `score`; `score_<class>` for each class; or `prediction`. */
  readonly names: readonly string[];
  /** Rows x names, row-major. */
  readonly values: Float64Array;
}

/** Names of the outputs of a model. */
export function outputNames(target: Target): string[] {
  switch (target.task) {
    case "binary":
      return ["score"];
    case "multiclass":
      return target.classes.map((name) => `score_${name}`);
    case "regression":
      return ["prediction"];
  }
}
