import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom, neighbourIndex } from "../../src/index.ts";

describe("neighbourIndex", () => {
  it("gives the neighbours worked by hand", () => {
    // On a line: 0, 1, 3, 3.5, 7. Of 3: 3.5 (.25), 1 (4), 0 (9).
    const index = neighbourIndex({ coordinates: Float64Array.of(0, 1, 3, 3.5, 7), dimensions: 1 });
    const { points, distances } = index.ofPoint(2, 3);
    expect([...points]).toEqual([3, 1, 0]);
    expect([...distances]).toEqual([0.25, 4, 9]);
    expect([...index.ofLocation({ coordinates: [5.25] }, 2).points]).toEqual([3, 4]);
  });

  it("gives the neighbours of scikit-learn 1.9.1", () => {
    // x = [[2, 1], [4, 4], [1, 3], [5, 0], [3, 2], [4, 1]]
    // NearestNeighbors(n_neighbors=4).fit(x).kneighbors(x)[1][:, 1:]
    const index = neighbourIndex({
      coordinates: Float64Array.of(2, 1, 4, 4, 1, 3, 5, 0, 3, 2, 4, 1),
      dimensions: 2,
    });
    expect([0, 1, 2, 3].map((point) => [...index.ofPoint(point, 3).points])).toEqual([
      [4, 5, 2],
      [4, 5, 2],
      [0, 4, 1],
      [5, 4, 0],
    ]);
  });

  it("finds the same points as a search through all of them, ties by number", () => {
    fc.assert(
      fc.property(
        fc.record({
          n: fc.integer({ min: 1, max: 120 }),
          dimensions: fc.integer({ min: 0, max: 3 }),
          codesPerPoint: fc.integer({ min: 1, max: 2 }),
          k: fc.integer({ min: 0, max: 12 }),
          seed: fc.string({ minLength: 1 }),
        }),
        ({ n, dimensions, codesPerPoint, k, seed }) => {
          const random = createRandom(seed);
          const coordinates = Float64Array.from({ length: n * dimensions }, () =>
            random.integer(6),
          );
          const codes = Int32Array.from({ length: n * codesPerPoint }, () => random.integer(3));
          const index = neighbourIndex({
            coordinates,
            dimensions,
            codes,
            codesPerPoint,
            mismatch: 2,
          });
          expect(index.size).toBe(n);
          const own = random.integer(n);
          const square = (other: number): number => {
            let total = 0;
            for (let d = 0; d < dimensions; d++) {
              total +=
                (coordinates[own * dimensions + d]! - coordinates[other * dimensions + d]!) ** 2;
            }
            for (let c = 0; c < codesPerPoint; c++) {
              if (codes[own * codesPerPoint + c] !== codes[other * codesPerPoint + c]) total += 2;
            }
            return total;
          };
          const expected = Array.from({ length: n }, (_, point) => ({
            point,
            square: square(point),
          }))
            .filter(({ point }) => point !== own)
            .sort((a, b) => a.square - b.square || a.point - b.point)
            .slice(0, k);
          const { points, distances } = index.ofPoint(own, k);
          expect([...points]).toEqual(expected.map(({ point }) => point));
          expect([...distances]).toEqual(expected.map((each) => each.square));
        },
      ),
    );
  });

  it("gives fewer where there are not so many, and none of none", () => {
    const one = neighbourIndex({ coordinates: Float64Array.of(5), dimensions: 1 });
    expect([...one.ofPoint(0, 3).points]).toEqual([]);
    expect([...one.ofLocation({ coordinates: [1] }, 3).points]).toEqual([0]);
    const none = neighbourIndex({ coordinates: new Float64Array(0), dimensions: 1 });
    expect([...none.ofLocation({ coordinates: [1] }, 3).points]).toEqual([]);
  });
});
