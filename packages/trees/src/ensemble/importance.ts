import type { Ensemble } from "./ensemble.ts";

/** How much trees use a feature. */
export interface Importance {
  readonly name: string;
  /** Sum of the gains of its splits; see `Ensemble.gain`. */
  readonly gain: number;
  /** Number of its splits. */
  readonly splits: number;
}

/** How much trees use each feature, in the order of the features. A feature that none splits on has 0 and 0. */
export function importances({ features, feature, gain }: Ensemble): Importance[] {
  const gains = new Float64Array(features.length);
  const splits = new Uint32Array(features.length);
  feature.forEach((of, node) => {
    if (of < 0) return;
    gains[of]! += gain[node]!;
    splits[of]! += 1;
  });
  return features.map(({ name }, of) => ({ name, gain: gains[of]!, splits: splits[of]! }));
}
