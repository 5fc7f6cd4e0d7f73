import type { TrainingParams } from "../src/params.ts";

/** Parameters of a training stage that says nothing. */
export const defaults: TrainingParams = {
  features: undefined,
  "sensitive-features": "include",
  epochs: undefined,
  batch: undefined,
  optimizer: "adam",
  "learning-rate": 1e-3,
  momentum: undefined,
  l2: 0,
  "early-stopping": undefined,
  fairness: undefined,
};
