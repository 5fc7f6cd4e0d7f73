import { FairlineError } from "@fairline/core";
import type { Feature } from "./features.ts";

/** Rows as points, for `neighbourIndex` of `numeric`. */
export interface FeaturePoints {
  /** Row-major, rows x dimensions. */
  readonly coordinates: Float64Array;
  readonly dimensions: number;
  /** Row-major, rows x codesPerPoint. */
  readonly codes: Int32Array;
  readonly codesPerPoint: number;
  /** Squared distance of two different codes. */
  readonly mismatch: number;
}

/** How features become coordinates: `value / scale`. */
export interface FeatureScales {
  /** One per feature; 1 for one that is constant or of categories. */
  readonly of: readonly number[];
}

/**
 * The scales on which features count alike: a number's standard deviation over some rows; of an embedding, which counts as one, the
 * root of the sum of its elements' variances.
 *
 * @param rows - Fitted rows. No number may be missing there.
 */
export function featureDeviations(features: readonly Feature[], rows: Uint32Array): FeatureScales {
  const of = features.map((feature) => {
    if (feature.type === "category") return 1;
    const size = feature.type === "number" ? 1 : feature.size;
    let variance = 0;
    for (let element = 0; element < size; element++) {
      variance += varianceOf(rows, (row) => feature.values[row * size + element]!);
    }
    return variance > 0 ? Math.sqrt(variance) : 1;
  });
  return { of };
}

/**
 * Rows as points: numbers and embeddings are coordinates, categories codes, a missing one a code like any other.
 *
 * A category that differs counts as the median of the coordinates' standard deviations among these rows would: its square is what it
 * adds to the squared distance; 1 where there are no coordinates or all are constant.
 *
 * @see Chawla et al. (2002), section 6.1, SMOTE-NC
 */
export function featurePoints(
  features: readonly Feature[],
  rows: Uint32Array,
  { of }: FeatureScales,
): FeaturePoints {
  const sizes = features.map((feature) =>
    feature.type === "embedding" ? feature.size : feature.type === "number" ? 1 : 0,
  );
  const dimensions = sizes.reduce((a, b) => a + b, 0);
  const codesPerPoint = features.filter(({ type }) => type === "category").length;
  const coordinates = new Float64Array(rows.length * dimensions);
  const codes = new Int32Array(rows.length * codesPerPoint);
  let [axis, code] = [0, 0];
  for (const [f, feature] of features.entries()) {
    if (feature.type === "category") {
      for (let i = 0; i < rows.length; i++) {
        codes[i * codesPerPoint + code] = feature.codes[rows[i]!]!;
      }
      code += 1;
      continue;
    }
    const size = sizes[f]!;
    for (let i = 0; i < rows.length; i++) {
      for (let element = 0; element < size; element++) {
        coordinates[i * dimensions + axis + element] =
          feature.values[rows[i]! * size + element]! / of[f]!;
      }
    }
    axis += size;
  }
  const mismatch = medianVariance(coordinates, dimensions);
  return { coordinates, dimensions, codes, codesPerPoint, mismatch };
}

/** @throws FairlineError `VALUE_MISSING` for a number that is missing in one of the rows. */
export function requireNumbers(features: readonly Feature[], rows: Uint32Array): void {
  for (const feature of features) {
    if (feature.type !== "number") continue;
    const row = rows.find((each) => Number.isNaN(feature.values[each]));
    if (row === undefined) continue;
    throw new FairlineError(
      "VALUE_MISSING",
      `feature "${feature.name}" is null in training row ${String(row + 1)}: a row without it has no neighbours`,
      { hint: "Impute missing numbers in a clean stage, or name other features." },
    );
  }
}

function medianVariance(coordinates: Float64Array, dimensions: number): number {
  if (dimensions === 0 || coordinates.length === 0) return 1;
  const points = Uint32Array.from(
    { length: coordinates.length / dimensions },
    (_, point) => point * dimensions,
  );
  const spreads = Array.from({ length: dimensions }, (_, axis) =>
    Math.sqrt(varianceOf(points, (at) => coordinates[at + axis]!)),
  ).sort((a, b) => a - b);
  const middle = spreads.length >> 1;
  const median =
    spreads.length % 2 === 1 ? spreads[middle]! : (spreads[middle - 1]! + spreads[middle]!) / 2;
  return median > 0 ? median * median : 1;
}

/** Divided by n. */
function varianceOf(rows: Uint32Array, valueOf: (row: number) => number): number {
  let sum = 0;
  for (const row of rows) sum += valueOf(row);
  const mean = sum / rows.length;
  let squares = 0;
  for (const row of rows) squares += (valueOf(row) - mean) ** 2;
  return squares / rows.length;
}
