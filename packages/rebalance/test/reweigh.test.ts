import { readFileSync } from "node:fs";
import { join } from "node:path";
import { decisionRows } from "@fairline/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reweighingWeights } from "../src/reweigh.ts";
import { classes } from "./classes.ts";

const ones = (n: number): Float64Array => new Float64Array(n).fill(1);

describe("reweighingWeights", () => {
  it("gives the weights worked by hand for six rows", () => {
    // Four rows of group a (labels 1 1 1 0), two of group b (labels 1 0).
    const group = classes([0, 0, 0, 0, 1, 1], 2);
    const label = classes([1, 1, 1, 0, 1, 0], 2);
    // P(a) = 4/6, P(1) = 4/6, P(a, 1) = 3/6: 4/6 * 4/6 / (3/6) = 8/9. P(a, 0): 4/6 * 2/6 / (1/6) = 4/3.
    // P(b, 1): 2/6 * 4/6 / (1/6) = 4/3. P(b, 0): 2/6 * 2/6 / (1/6) = 2/3.
    expect([...reweighingWeights(group, label, ones(6))]).toEqual(
      [8 / 9, 8 / 9, 8 / 9, 4 / 3, 4 / 3, 2 / 3].map(
        (weight) => expect.closeTo(weight, 15) as number,
      ),
    );
  });

  it("counts with the weights there are and multiplies them", () => {
    // Weights 2 1 1 | 1 1: W(a) = 4, W(b) = 2, W(1) = 3 (rows 0, 3), W(0) = 3, W = 6.
    // a1: 4 * 3 / (6 * 2) = 1, times 2. a0: 4 * 3 / (6 * 2) = 1. b1: 2 * 3 / (6 * 1) = 1. b0: 1.
    const group = classes([0, 0, 0, 1, 1], 2);
    const label = classes([1, 0, 0, 1, 0], 2);
    expect([...reweighingWeights(group, label, Float64Array.of(2, 1, 1, 1, 1))]).toEqual([
      2, 1, 1, 1, 1,
    ]);
  });

  it("gives each pair that occurs the weight that independence would give it", () => {
    fc.assert(
      fc.property(decisionRows(), ({ group, label, weight }) => {
        const prior = weight.map((value) => value + 1);
        const weights = reweighingWeights(classes(group, 3), classes(label, 2), prior);
        const sum = (values: Float64Array, keep: (row: number) => boolean): number =>
          values.reduce((total, value, row) => total + (keep(row) ? value : 0), 0);
        for (const row of group.keys()) {
          const inGroup = (other: number): boolean => group[other] === group[row];
          const withLabel = (other: number): boolean => label[other] === label[row];
          const expected = (sum(prior, inGroup) * sum(prior, withLabel)) / sum(prior, () => true);
          expect(sum(weights, (other) => inGroup(other) && withLabel(other))).toBeCloseTo(
            expected,
            9,
          );
        }
      }),
    );
  });

  it("keeps the weight of every group, of every label and of all where every pair occurs", () => {
    fc.assert(
      fc.property(decisionRows(), ({ group, label }) => {
        const everyPair = [0, 1, 2, 0, 1, 2];
        const g = Int32Array.from([...everyPair, ...group]);
        const y = Int32Array.from([0, 0, 0, 1, 1, 1, ...label]);
        const weights = reweighingWeights(classes(g, 3), classes(y, 2), ones(g.length));
        for (const [codes, code] of [
          [g, 0],
          [g, 1],
          [g, 2],
          [y, 0],
          [y, 1],
        ] as const) {
          const own = [...weights].filter((_, row) => codes[row] === code);
          expect(own.reduce((a, b) => a + b, 0)).toBeCloseTo(own.length, 9);
        }
      }),
    );
  });

  it("does not depend on the order of rows or on what groups and labels are called", () => {
    fc.assert(
      fc.property(decisionRows(), ({ group, label }) => {
        const n = group.length;
        const weights = reweighingWeights(classes(group, 3), classes(label, 2), ones(n));
        const reversed = reweighingWeights(
          classes(
            group.toReversed().map((g) => 2 - g),
            3,
          ),
          classes(
            label.toReversed().map((y) => 1 - y),
            2,
          ),
          ones(n),
        );
        expect(reversed.toReversed()).toEqual(weights);
      }),
    );
  });

  it("leaves every weight at 1 where group and label are independent, or there is one of either", () => {
    expect([
      ...reweighingWeights(classes([0, 0, 1, 1], 2), classes([0, 1, 0, 1], 2), ones(4)),
    ]).toEqual([1, 1, 1, 1]);
    expect([...reweighingWeights(classes([0, 0, 0], 1), classes([0, 1, 0], 2), ones(3))]).toEqual([
      1, 1, 1,
    ]);
    expect([...reweighingWeights(classes([0, 1, 0], 2), classes([0, 0, 0], 1), ones(3))]).toEqual([
      1, 1, 1,
    ]);
    expect([...reweighingWeights(classes([0], 1), classes([0], 1), ones(1))]).toEqual([1]);
    expect([...reweighingWeights(classes([], 0), classes([], 0), ones(0))]).toEqual([]);
  });

  it("falls short of n by the pair that no row has", () => {
    // a: 1 0, b: 0 0. a1: 2*1/(4*1) = 1/2; a0: 2*3/(4*1) = 3/2; b0: 2*3/(4*2) = 3/4. Sum 3.5: b1 would have had 2*1/4 = .5.
    const weights = reweighingWeights(classes([0, 0, 1, 1], 2), classes([1, 0, 0, 0], 2), ones(4));
    expect([...weights]).toEqual([0.5, 1.5, 0.75, 0.75]);
  });

  it("leaves rows of weight 0 at 0", () => {
    const weights = reweighingWeights(
      classes([0, 0, 1, 1], 2),
      classes([1, 0, 1, 0], 2),
      Float64Array.of(0, 1, 1, 1),
    );
    expect(weights[0]).toBe(0);
    expect([...weights].every(Number.isFinite)).toBe(true);
  });
});

/** Rows by group and label: [group 0 negative, group 0 positive, group 1 negative, group 1 positive]. */
type Counts = readonly [number, number, number, number];

/** The weights of the four pairs, in the order of the counts. */
function weightsOf(counts: Counts): number[] {
  const codes = counts.flatMap((count, pair) => Array<number>(count).fill(pair));
  const weights = reweighingWeights(
    classes(
      codes.map((pair) => pair >> 1),
      2,
    ),
    classes(
      codes.map((pair) => pair & 1),
      2,
    ),
    ones(codes.length),
  );
  return counts.map((_, pair) => weights[codes.indexOf(pair)]!);
}

function expectWeights(found: number[], expected: number[]): void {
  for (const [i, weight] of found.entries())
    expect(Math.abs(weight - expected[i]!)).toBeLessThan(1e-12);
}

describe("reweighingWeights on the data sets of the literature", () => {
  // The expected weights come from a program of its own, in standard-library Python, that counts the files of the UCI
  // repository and computes P(group) P(label) / P(group, label).
  it("gives German Credit's weights by age and by sex", () => {
    // german.data: of 1,000 rows 700 are good (class 1). Age > 25: 810 rows, 590 good; the other 190: 110 good.
    // Male (personal status A91, A93, A94): 690 rows, 499 good; female (A92): 310, 201 good.
    expectWeights(
      weightsOf([80, 110, 220, 590]),
      [0.7125, 1.209090909090909, 1.1045454545454545, 0.9610169491525423],
    );
    expectWeights(
      weightsOf([109, 201, 191, 499]),
      [0.8532110091743119, 1.0796019900497513, 1.0837696335078535, 0.9679358717434869],
    );
  });

  it("gives Adult's weights by sex, on all rows and on the complete ones", () => {
    // adult.data and adult.test: 16,192 women, 1,769 of them above 50K; 32,650 men, 9,918 above. Without rows that hold a
    // "?": 14,695 women, 1,669 above; 30,527 men, 9,539 above.
    expectWeights(
      weightsOf([14_423, 1769, 22_732, 9918]),
      [0.8540213305062391, 2.190192396895711, 1.092620550330306, 0.7877142216063205],
    );
    expectWeights(
      weightsOf([13_026, 1669, 20_988, 9539]),
      [0.8485285478684907, 2.182185221968268, 1.0940092974778464, 0.7931578639831178],
    );
  });

  it("counts Adult as said", ({ skip }) => {
    const mirror = process.env["FAIRLINE_MIRROR"];
    skip(
      mirror === undefined,
      "needs FAIRLINE_MIRROR, a folder with adult/adult.data and adult/adult.test",
    );
    const rows = ["adult.data", "adult.test"]
      .flatMap((name) => readFileSync(join(mirror ?? "", "adult", name), "utf8").split("\n"))
      .map((line) => line.split(", "))
      .filter((fields) => fields.length === 15);
    const counts = (kept: string[][]): number[] => {
      const found = [0, 0, 0, 0];
      for (const fields of kept) {
        found[(fields[9] === "Male" ? 2 : 0) + (fields[14]!.startsWith(">50K") ? 1 : 0)]! += 1;
      }
      return found;
    };
    expect(counts(rows)).toEqual([14_423, 1769, 22_732, 9918]);
    expect(counts(rows.filter((fields) => !fields.includes("?")))).toEqual([
      13_026, 1669, 20_988, 9539,
    ]);
  });
});
