import { describe, expect, it } from "vitest";
import type { Point } from "@fairline/core";
import { findReference } from "../../src/figures/reference.ts";

const strengths = [3, 0, 1].flatMap((strength) => [1, 2].map((seed) => ({ seed, strength })));

function found(points: readonly Point[], chosen?: Point): readonly Point[] {
  return points.filter(findReference(points, chosen));
}

describe("findReference", () => {
  it("takes the setting that switches mitigation off", () => {
    const isReference = findReference(strengths, undefined);
    expect([0, 1, 3].map((strength) => isReference({ strength }))).toEqual([true, false, false]);
  });

  it.each([[["none", "reweigh"]], [["Off", "on"]], [[false, true]], [[null, "x"]]])(
    "takes the first of %j for off",
    (values) => {
      const points = values.map((method) => ({ method }));
      expect(found(points)).toEqual([points[0]]);
    },
  );

  it("prefers none where no setting, or more than one, is off", () => {
    expect(found([{ strength: 1 }, { strength: 2 }])).toEqual([]);
    expect(found([{ method: "none" }, { method: "off" }])).toEqual([]);
  });

  it("takes the setting that the user chose, whatever its seed", () => {
    const isReference = findReference(strengths, { strength: 3, seed: 7 });
    expect([0, 1, 3].map((strength) => isReference({ strength }))).toEqual([false, false, true]);
  });

  it("refuses a choice that fits no setting", () => {
    expect(() => findReference(strengths, { strength: 2 })).toThrow(
      expect.objectContaining({
        code: "PARAM_INVALID",
        message: 'parameter "reference" (strength=2) matches 0 settings of the matrix, not one',
        hint: "The settings are: strength=3; strength=0; strength=1.",
      }),
    );
  });
});
