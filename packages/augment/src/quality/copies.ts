import { featureDeviations, featurePoints } from "@fairline/arrow";
import type { Feature } from "@fairline/arrow";
import { neighbourIndex, quantileSorted } from "@fairline/numeric";
import { spreadRows } from "./sampled-rows.ts";

/** Rows whose nearest real row is looked for, at most. */
const QUERIES = 3000;
/** An added row is a near copy below this quantile of the distances between real rows. */
const NEAR = 0.05;

/** How many added rows are as good as real ones. */
export interface Copies {
  /** Share of added rows that are equal to a real row in every feature. */
  readonly exact: number;
  /** Share of added rows that are nearer to a real row than 95 % of the real rows are to another. */
  readonly near: number;
}

/**
 * Looks for the nearest real row of added rows, features standardised and a missing number taken for the mean.
 *
 * @returns NaN where there are fewer than two real rows.
 */
export function copies(
  features: readonly Feature[],
  { real, added }: { readonly real: Uint32Array; readonly added: Uint32Array },
): Copies {
  if (real.length < 2 || added.length === 0) return { exact: Number.NaN, near: Number.NaN };
  const whole = features.map((feature) => withoutMissing(feature, real));
  const scales = featureDeviations(whole, real);
  const index = neighbourIndex(featurePoints(whole, real, scales));
  const positions = spreadRows(Uint32Array.from(real.keys()), QUERIES);
  const between = Float64Array.from(
    positions,
    (position) => index.ofPoint(position, 1).distances[0]!,
  ).sort();
  const limit = quantileSorted(between, NEAR);
  const queries = spreadRows(added, QUERIES);
  // The weight of a category is that among the real rows, which the index has.
  const points = featurePoints(whole, queries, scales);
  const { coordinates, dimensions, codes, codesPerPoint } = points;
  const distances = Float64Array.from(queries, (_, i) => {
    const location = {
      coordinates: coordinates.subarray(i * dimensions, (i + 1) * dimensions),
      codes: codes.subarray(i * codesPerPoint, (i + 1) * codesPerPoint),
    };
    return index.ofLocation(location, 1).distances[0]!;
  });
  const share = (test: (distance: number) => boolean): number =>
    distances.filter(test).length / distances.length;
  return {
    exact: share((distance) => distance === 0),
    near: share((distance) => distance < limit || distance === 0),
  };
}

function withoutMissing(feature: Feature, real: Uint32Array): Feature {
  if (feature.type !== "number" || !feature.values.some(Number.isNaN)) return feature;
  const known = real.filter((row) => !Number.isNaN(feature.values[row]));
  const mean =
    known.reduce((sum, row) => sum + feature.values[row]!, 0) / Math.max(1, known.length);
  return {
    ...feature,
    values: feature.values.map((value) => (Number.isNaN(value) ? mean : value)),
  };
}
