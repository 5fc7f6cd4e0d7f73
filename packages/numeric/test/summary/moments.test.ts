import { addMoments, weightedMoments } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const anyRow = fc.record({
  value: fc.integer({ min: -100, max: 100 }),
  weight: fc.integer({ min: 0, max: 9 }),
});

describe("weightedMoments", () => {
  it("sums by hand", () => {
    // Values 1 and 3 with weights 2 and 1: 2 + 3, 4 + 3, 4 + 9, 8 + 3, 8 + 9, 8 + 27.
    expect(weightedMoments([1, 3], [2, 1])).toEqual({
      origin: 0,
      w: 3,
      w2: 5,
      w3: 9,
      wx: 5,
      w2x: 7,
      w2x2: 13,
      w3x: 11,
      w3x2: 17,
      w3x3: 35,
    });
  });

  it("count from an origin, and weigh every value 1 without weights", () => {
    // Values 11 and 13 about 10 are 1 and 3.
    expect(weightedMoments([11, 13], undefined, 10)).toEqual({
      ...weightedMoments([1, 3], [1, 1]),
      origin: 10,
    });
  });

  it("are those of the parts together, however the rows are cut", () => {
    fc.assert(
      fc.property(fc.array(anyRow), fc.nat(), (rows, at) => {
        const cut = at % (rows.length + 1);
        const of = (part: typeof rows): ReturnType<typeof weightedMoments> =>
          weightedMoments(
            part.map(({ value }) => value),
            part.map(({ weight }) => weight),
            7,
          );
        expect(addMoments(of(rows.slice(0, cut)), of(rows.slice(cut)))).toEqual(of(rows));
      }),
    );
  });

  it("cannot be added about different origins", () => {
    expect(() => addMoments(weightedMoments([1], [1], 0), weightedMoments([1], [1], 2))).toThrow(
      new RangeError("moments about 0 and 2 cannot be added"),
    );
  });
});
