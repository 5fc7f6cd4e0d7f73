import { defaultsFor } from "@fairline/trees";
import { describe, expect, it } from "vitest";

describe("defaultsFor", () => {
  it("gives few rows small trees and small steps", () => {
    // sqrt(100) / 6 = 1.7 leaves, 100 / 20 = 5 rows a leaf, 100 / 50 = 2 rows a group of categories.
    expect(defaultsFor(100)).toMatchObject({
      learningRate: 0.05,
      maxLeaves: 4,
      minRows: 5,
      minRowsPerGroup: 10,
    });
    // sqrt(3600) / 6 = 10 leaves; 3600 / 20 = 180 rows a leaf; 3600 / 50 = 72 rows a group of categories.
    expect(defaultsFor(3600)).toMatchObject({
      learningRate: 0.1,
      maxLeaves: 10,
      minRows: 20,
      minRowsPerGroup: 72,
    });
    expect(defaultsFor(1_000_000)).toMatchObject({
      learningRate: 0.1,
      maxLeaves: 31,
      minRows: 20,
      minRowsPerGroup: 100,
    });
  });

  it("changes the size of steps at 2,000 rows", () => {
    expect(defaultsFor(1999).learningRate).toBe(0.05);
    expect(defaultsFor(2000).learningRate).toBe(0.1);
  });
});
