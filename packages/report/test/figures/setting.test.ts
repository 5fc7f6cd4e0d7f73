import type { Point } from "@fairline/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupSettings, pointLabel, type Setting } from "../../src/figures/setting.ts";
import { metricRow } from "../worlds.ts";

const none = (): boolean => false;

function settings(
  points: readonly Point[],
  isReference: (point: Point) => boolean = none,
): readonly Setting[] {
  const members = points.map((point) => ({
    point,
    rows: [metricRow({ metric: "accuracy", value: 0.5 })],
  }));
  return groupSettings(members, "test", isReference);
}

describe("groupSettings", () => {
  it("puts points together that differ in their seed only", () => {
    const found = settings([
      { seed: 1, strength: 0 },
      { seed: 2, strength: 0 },
      { seed: 1, strength: 1 },
    ]);
    expect(found.map(({ label, members }) => [label, members])).toEqual([
      ["strength=0", 2],
      ["strength=1", 1],
    ]);
  });

  it("sorts numbers by size and leaves axes that do not vary out of the labels", () => {
    const found = settings([10, 9, 0.5].map((strength) => ({ strength, hidden: [64, 32] })));
    expect(found.map(({ label, shortLabel }) => [label, shortLabel])).toEqual([
      ["strength=0.5", "0.5"],
      ["strength=9", "9"],
      ["strength=10", "10"],
    ]);
  });

  it("names every axis where several vary", () => {
    const found = settings([
      { method: "reweigh", strength: 1 },
      { method: "none", strength: 0 },
    ]);
    expect(found.map(({ shortLabel }) => shortLabel)).toEqual([
      "method=none, strength=0",
      "method=reweigh, strength=1",
    ]);
  });

  it("puts the reference first", () => {
    const found = settings(
      [{ strength: 0 }, { strength: 1 }, { strength: 3 }],
      ({ strength }) => strength === 3,
    );
    expect(found.map(({ label }) => label)).toEqual(["strength=3", "strength=0", "strength=1"]);
  });

  it("gives a point without a matrix an empty label", () => {
    expect(settings([{}])).toMatchObject([{ label: "", shortLabel: "", point: {}, members: 1 }]);
  });

  it("reads the rows of one split", () => {
    const rows = [
      metricRow({ metric: "accuracy", value: 0.9, split: "train" }),
      metricRow({ metric: "accuracy", value: 0.8 }),
    ];
    const [setting] = groupSettings([{ point: {}, rows }], "test", none);
    expect([...setting!.figures.values()].map(({ value }) => value)).toEqual([0.8]);
  });

  it("does not depend on the order of the members", () => {
    const point = fc.record({
      seed: fc.nat({ max: 2 }),
      strength: fc.nat({ max: 4 }),
      kind: fc.constantFrom("a", "b"),
    });
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 12 }), (points) => {
        const labels = (of: readonly Point[]): readonly string[] =>
          settings(of).map(({ label, members }) => `${label} ${String(members)}`);
        expect(labels(points.toReversed())).toEqual(labels(points));
      }),
    );
  });
});

describe("a point that lacks an axis", () => {
  it("is a setting of its own, and says so", () => {
    expect(settings([{ strength: 1 }, {}]).map(({ label }) => label)).toEqual([
      "strength=1",
      "strength=unset",
    ]);
  });
});

describe("pointLabel", () => {
  it("writes a point as instance names do, axes sorted", () => {
    expect(pointLabel({ strength: 0.3, seed: 2, penalty: "none" })).toBe(
      "penalty=none, seed=2, strength=0.3",
    );
  });
});
