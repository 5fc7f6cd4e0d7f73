import {
  categoryColumn,
  featureDeviations,
  featurePoints,
  makeTable,
  numberColumn,
  readFeatures,
  withTensors,
} from "@fairline/arrow";
import { describe, expect, it } from "vitest";

const rows = Uint32Array.of(0, 1, 2, 3);
const table = withTensors(
  makeTable([
    { name: "a", roles: ["feature"], column: numberColumn([1, 1, 5, 5]) },
    { name: "job", roles: ["feature"], column: categoryColumn(["x", null, "y", "x"]) },
    { name: "constant", roles: ["feature"], column: numberColumn([2, 2, 2, 2]) },
  ]),
  "face",
  { shape: [2], values: Float32Array.of(0, 3, 0, 3, 6, 11, 6, 11) },
  ["feature"],
);

describe("featurePoints", () => {
  it("gives the points worked by hand", () => {
    // Deviations: a 2; constant 0, so 1; face sqrt(9 + 16) = 5.
    const features = readFeatures(table);
    const scales = featureDeviations(features, rows);
    expect(scales.of).toEqual([2, 1, 1, 5]);
    const points = featurePoints(features, rows, scales);
    expect([points.dimensions, points.codesPerPoint]).toEqual([4, 1]);
    expect([...points.coordinates.subarray(0, 4)]).toEqual([0.5, 2, 0, 0.6]);
    expect([...points.coordinates.subarray(8, 12)]).toEqual([2.5, 2, 1.2, 2.2]);
    expect([...points.codes]).toEqual([0, -1, 1, 0]);
    // Deviations of the coordinates: 1, 0, .6, .8; their median .7.
    expect(points.mismatch).toBeCloseTo(0.49, 12);
  });

  it("lets a category count 1 where there is nothing to compare it with", () => {
    const features = readFeatures(table, ["job", "constant"]);
    expect(featurePoints(features, rows, featureDeviations(features, rows)).mismatch).toBe(1);
    const job = readFeatures(table, ["job"]);
    expect(featurePoints(job, rows, featureDeviations(job, rows)).mismatch).toBe(1);
  });
});
