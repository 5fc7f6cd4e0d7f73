import { membersOf } from "@fairline/arrow";
import { decisionRows } from "@fairline/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rowsToRelabel } from "../src/massage.ts";
import { classes, seen } from "./classes.ts";

describe("rowsToRelabel", () => {
  it("gives the rows worked by hand", () => {
    // Group a: 4 of 5 positive, b: 2 of 5: shares .8 and .4. M = (.8 - .4) * 5 * 5 / 10 = 1 row of each changes: of a's positive rows the one
    // of the lowest score, .55; of b's negative ones the one of the highest, .45.
    const group = classes([0, 0, 0, 0, 0, 1, 1, 1, 1, 1], 2);
    const labels = Uint8Array.of(1, 1, 1, 1, 0, 1, 1, 0, 0, 0);
    const scores = Float64Array.of(0.9, 0.8, 0.55, 0.7, 0.4, 0.6, 0.75, 0.1, 0.45, 0.2);
    expect([...rowsToRelabel(group, labels, scores)]).toEqual([2, 8]);
  });

  it("makes the shares of all groups alike, up to whole rows, and keeps the number of positive rows", () => {
    fc.assert(
      fc.property(decisionRows(), ({ group: g, label, score }) => {
        const group = seen(g);
        const after = label.slice();
        for (const row of rowsToRelabel(group, label, score)) after[row] = 1 - after[row]!;
        const positives = label.reduce((sum, y) => sum + y, 0);
        expect(after.reduce((sum, y) => sum + y, 0)).toBe(positives);
        for (const rows of membersOf(group)) {
          const own = rows.reduce((sum, row) => sum + after[row]!, 0);
          expect(Math.abs(own - (positives * rows.length) / label.length)).toBeLessThan(1);
        }
      }),
    );
  });

  it("changes nothing where the shares are alike, or there is one group", () => {
    const labels = Uint8Array.of(1, 0, 1, 0);
    const scores = new Float64Array(4);
    expect([...rowsToRelabel(classes([0, 0, 1, 1], 2), labels, scores)]).toEqual([]);
    expect([...rowsToRelabel(classes([0, 0, 0, 0], 1), labels, scores)]).toEqual([]);
  });

  it("takes the first of equal scores", () => {
    const group = classes([0, 0, 0, 1, 1, 1], 2);
    const labels = Uint8Array.of(1, 1, 0, 0, 0, 1);
    // 3 of 6 positive: a has 2 of 3 and b 1 of 3. Half a row each way: the whole row goes to the first group.
    expect([...rowsToRelabel(group, labels, new Float64Array(6))]).toEqual([]);
    const uneven = Uint8Array.of(1, 1, 1, 0, 0, 0);
    expect([...rowsToRelabel(group, uneven, new Float64Array(6))]).toEqual([0, 3]);
  });
});
