import {
  benjaminiHochberg,
  createRandom,
  estimateHeterogeneity,
  exactScoreTest,
  holm,
  permutationTest,
  rateHeterogeneity,
  scoreTest,
  symmetricEstimate,
} from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyRate, complement } from "../interval/rates.ts";
import { expectNear } from "../relative.ts";

const of = (successes: number, n: number): { successes: number; n: number } => ({ successes, n });

describe("scoreTest", () => {
  it("is by hand what it is for 15 of 50 and 25 of 50", () => {
    // .2 over sqrt(.4 x .6 x 2 / 50), squared 100/24, less a hundredth.
    const { statistic, pValue } = scoreTest(of(25, 50), of(15, 50));
    expectNear(statistic, Math.sqrt((100 / 24) * 0.99), 1e-12);
    expect(pValue).toBeCloseTo(0.0422, 3);
    expect(scoreTest(of(15, 50), of(25, 50)).statistic).toBe(-statistic);
  });

  it("finds nothing between equal rates, and is NaN without trials", () => {
    expect(scoreTest(of(0, 9), of(0, 4))).toEqual({ statistic: 0, pValue: 1 });
    expect(scoreTest(of(0, 0), of(1, 2)).pValue).toBeNaN();
  });
});

describe("exactScoreTest", () => {
  /*
   * Python, SciPy 1.17: scipy.stats.barnard_exact([[x, y], [m - x, n - y]], pooled=True).pvalue, but for the first: there SciPy
   * leaves out a table that is exactly as extreme but for rounding (0.01556), and the number is, by all tables,
   *   max over p of (binom.pmf(x, m, p) * binom.pmf(y, n, p) * (T2(x, y) >= T2(7, 2) * (1 - 1e-12))).sum()
   */
  it.each([
    [of(7, 12), of(2, 15), 0.017771557386222162],
    [of(0, 10), of(5, 10), 0.012779235839843757],
    [of(3, 40), of(12, 35), 0.003929486165208186],
    [of(1, 5), of(9, 90), 0.6440736794159121],
  ])("is for %j and %j what all tables give", (first, second, expected) => {
    expectNear(exactScoreTest(first, second).pValue, expected, 1e-9);
  });

  it("gives the case worked by hand", () => {
    // One of one against none of one: both extreme tables, 2 p (1 - p), at most a half.
    expect(exactScoreTest(of(1, 1), of(0, 1)).pValue).toBeCloseTo(0.5, 12);
  });

  it("does not depend on the order of the groups, nor on what is called a success", () => {
    fc.assert(
      fc.property(anyRate, anyRate, (first, second) => {
        const { pValue, statistic } = exactScoreTest(first, second);
        expect(exactScoreTest(second, first).pValue).toBeCloseTo(pValue, 8);
        expect(exactScoreTest(complement(first), complement(second)).pValue).toBeCloseTo(pValue, 8);
        expect(Math.sign(statistic)).toBe(Math.sign(scoreTest(first, second).statistic));
      }),
      { numRuns: 25 },
    );
  });

  it("never refuses equal rates more often than its level", () => {
    const [m, n] = [9, 7];
    const chance = (k: number, of: number, p: number): number => {
      let ways = 1;
      for (let i = 0; i < k; i++) ways *= (of - i) / (i + 1);
      return ways * p ** k * (1 - p) ** (of - k);
    };
    for (const p of [0.05, 0.2, 0.35, 0.5]) {
      let refused = 0;
      for (let x = 0; x <= m; x++) {
        for (let y = 0; y <= n; y++) {
          if (exactScoreTest(of(x, m), of(y, n)).pValue <= 0.05)
            refused += chance(x, m, p) * chance(y, n, p);
        }
      }
      expect(refused).toBeLessThanOrEqual(0.05);
    }
  });

  it("nears the score test for many rows", () => {
    const [first, second] = [of(460, 1000), of(500, 1000)];
    const { pValue } = exactScoreTest(first, second);
    expect(Math.abs(pValue / scoreTest(first, second).pValue - 1)).toBeLessThan(0.1);
  });

  it("needs whole counts, and trials", () => {
    expect(() => exactScoreTest(of(1.5, 3), of(1, 2))).toThrow(
      new RangeError("an exact test needs whole numbers of successes and trials"),
    );
    expect(exactScoreTest(of(0, 0), of(1, 2)).pValue).toBeNaN();
    expect(exactScoreTest(of(0, 5), of(0, 7)).pValue).toBe(1);
  });
});

describe("rateHeterogeneity", () => {
  /* Python, SciPy 1.17: scipy.stats.chi2_contingency([[12, 20, 31], [38, 40, 29]], correction=False) */
  it("is Pearson's test", () => {
    const { statistic, pValue, degrees } = rateHeterogeneity({
      successes: [12, 20, 31],
      n: [50, 60, 60],
    });
    expectNear(statistic, 9.501607081046336);
    expectNear(pValue, 0.008644746007784768);
    expect(degrees).toBe(2);
  });

  it("says how few a group expects", () => {
    const { leastExpected } = rateHeterogeneity({ successes: [9, 0], n: [90, 10] });
    expect(leastExpected).toBeCloseTo(0.9, 12);
  });

  it("leaves out groups without rows, finds nothing in rates that are all 0, and needs two", () => {
    expect(rateHeterogeneity({ successes: [1, 0, 4], n: [5, 0, 5] }).degrees).toBe(1);
    expect(rateHeterogeneity({ successes: [0, 0], n: [5, 5] }).pValue).toBe(1);
    expect(rateHeterogeneity({ successes: [3], n: [5] }).pValue).toBeNaN();
  });
});

describe("estimateHeterogeneity", () => {
  /* Python, statsmodels 0.15: statsmodels.stats.meta_analysis.combine_effects(values, errors**2).q, scipy.stats.chi2.sf(q, 2) */
  it("is Cochran's Q", () => {
    const { statistic, pValue } = estimateHeterogeneity([
      symmetricEstimate(0.7, 0.03),
      symmetricEstimate(0.75, 0.02),
      symmetricEstimate(0.9, 0.05),
    ]);
    expectNear(statistic, 11.772853185595523);
    expectNear(pValue, 0.0027768819185269807, 1e-11);
  });

  it("leaves out estimates without an error, and needs two", () => {
    const { degrees, pValue } = estimateHeterogeneity([
      symmetricEstimate(1, 0.1),
      symmetricEstimate(2, 0),
    ]);
    expect([degrees, pValue]).toEqual([0, Number.NaN]);
  });
});

describe("permutationTest", () => {
  /*
   * Python, over all tables x of the margins with math.comb, by st(x) = sum((a - T*m/N)**2 / m for a, m in zip(x, n)):
   *   the sum of the ways of those with st(x) >= st(counts), over the sum of all ways
   */
  it.each([
    [[3, 5, 0], [10, 9, 8], 0.04122158035201513],
    [[1, 4], [6, 5], 0.08008658008658008],
    [[2, 2, 2, 0], [4, 5, 3, 6], 0.18121094591682826],
  ])("is for %j of %j what all tables give, but for chance", (successes, n, expected) => {
    const draws = 20_000;
    const { pValue } = permutationTest(createRandom("permutation"), { successes, n }, draws);
    expect(Math.abs(pValue - expected)).toBeLessThan(
      5 * Math.sqrt((expected * (1 - expected)) / draws),
    );
  });

  it("is never 0, the same for the same seed, and 1 where nothing differs", () => {
    const rates = { successes: [30, 0], n: [30, 30] };
    const p = (seed: string): number => permutationTest(createRandom(seed), rates, 999).pValue;
    expect(p("a")).toBe(0.001);
    expect(p("a")).toBe(p("a"));
    expect(permutationTest(createRandom("b"), { successes: [0, 0], n: [3, 4] }, 99).pValue).toBe(1);
  });

  it("needs whole counts and two groups", () => {
    expect(() => permutationTest(createRandom("c"), { successes: [0.5, 1], n: [2, 2] }, 9)).toThrow(
      new RangeError("a permutation test needs whole numbers of successes and trials"),
    );
    expect(
      permutationTest(createRandom("d"), { successes: [1, 0], n: [2, 0] }, 9).pValue,
    ).toBeNaN();
  });
});

describe("adjusted p-values", () => {
  /* Python, statsmodels 0.15: multipletests([.01, .04, .03, .005, .5], method="holm" or "fdr_bh")[1] */
  it("are those of statsmodels", () => {
    const pValues = [0.01, 0.04, 0.03, 0.005, 0.5];
    expect([...holm(pValues)].map((p) => Number(p.toFixed(12)))).toEqual([
      0.04, 0.09, 0.09, 0.025, 0.5,
    ]);
    expect([...benjaminiHochberg(pValues)].map((p) => Number(p.toFixed(12)))).toEqual([
      0.025, 0.05, 0.05, 0.025, 0.5,
    ]);
  });

  it("leave out tests that were not made", () => {
    expect([...holm([0.01, Number.NaN, 0.02])]).toEqual([0.02, Number.NaN, 0.02]);
    expect([...benjaminiHochberg([0.01, Number.NaN, 0.02])]).toEqual([0.02, Number.NaN, 0.02]);
    expect([...holm([])]).toEqual([]);
  });

  it("are at least the p-values, at most 1, in their order, and Holm's the larger", () => {
    const list = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(list, (pValues) => {
        const [family, discoveries] = [holm(pValues), benjaminiHochberg(pValues)];
        for (const [i, p] of pValues.entries()) {
          expect(discoveries[i]!).toBeGreaterThanOrEqual(p * (1 - 1e-12));
          expect(family[i]!).toBeGreaterThanOrEqual(discoveries[i]! * (1 - 1e-12));
          expect(family[i]!).toBeLessThanOrEqual(1);
          for (const [j, q] of pValues.entries()) {
            if (p < q) expect(family[i]!).toBeLessThanOrEqual(family[j]!);
          }
        }
      }),
    );
  });
});
