import { detectableGap, detectableGapOfWorstPair, scoreTestPower } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectNear } from "../relative.ts";

const z = 1.959963984540054;
const choice = { level: 0.95, power: 0.8 };

describe("scoreTestPower", () => {
  /* Python, statsmodels 0.15: power_proportions_2indep(diff, prop2, nobs1, ratio=nobs2/nobs1, alpha=.05).power; one tail only */
  it.each([
    [{ share: 0.15, n: 100 }, { share: 0.25, n: 200 }, 0.5094046113468382],
    [{ share: 0.6, n: 200 }, { share: 0.5, n: 200 }, 0.5201179041645296],
  ])("is for %j and %j what statsmodels gives", (first, second, expected) => {
    expectNear(scoreTestPower(first, second, z), expected, 1e-4);
  });

  it("is the level where there is no gap, and grows with it", () => {
    expect(scoreTestPower({ share: 0.3, n: 80 }, { share: 0.3, n: 90 }, z)).toBeCloseTo(0.05, 12);
    const powers = [0.3, 0.4, 0.5, 0.6].map((share) =>
      scoreTestPower({ share, n: 80 }, { share: 0.3, n: 90 }, z),
    );
    expect(powers).toEqual([...powers].sort((a, b) => a - b));
  });

  it("is certain of rates of 0 and 1", () => {
    expect(scoreTestPower({ share: 0, n: 20 }, { share: 1, n: 20 }, z)).toBe(1);
    expect(scoreTestPower({ share: 1, n: 20 }, { share: 1, n: 20 }, z)).toBe(0);
  });
});

describe("detectableGap", () => {
  it("is the gap that the test shows with the power asked for, at the rate over both groups", () => {
    const size = fc.integer({ min: 30, max: 5000 });
    fc.assert(
      fc.property(size, size, fc.double({ min: 0.2, max: 0.8, noNaN: true }), (m, n, rate) => {
        const { firstHigher } = detectableGap(m, n, rate, choice);
        fc.pre(!Number.isNaN(firstHigher));
        const [first, second] = [
          rate + (firstHigher * n) / (m + n),
          rate - (firstHigher * m) / (m + n),
        ];
        expect(scoreTestPower({ share: first, n: m }, { share: second, n }, z)).toBeCloseTo(0.8, 9);
      }),
    );
  });

  it("is by the textbook's formula near a half", () => {
    // (1.96 + .84) sqrt(2 x .25 / 1000) is .0626; with the rates apart a little less.
    expect(detectableGap(1000, 1000, 0.5, choice).firstHigher).toBeCloseTo(0.0626, 3);
  });

  it("is the same either way for groups of one size at a half, and changes places with the groups", () => {
    const { firstHigher, secondHigher } = detectableGap(100, 100, 0.5, choice);
    expect(firstHigher).toBeCloseTo(secondHigher, 12);
    const [there, back] = [
      detectableGap(40, 300, 0.2, choice),
      detectableGap(300, 40, 0.2, choice),
    ];
    expect(there.firstHigher).toBe(back.secondHigher);
  });

  it("is NaN where no gap would be shown", () => {
    expect(detectableGap(1, 1, 0.5, choice).firstHigher).toBeNaN();
    // A group of 30 cannot fall far below a rate of 2 % over 600 rows.
    expect(detectableGap(570, 30, 0.02, choice).firstHigher).toBeNaN();
    expect(detectableGap(570, 30, 0.02, choice).secondHigher).toBeGreaterThan(0.05);
  });
});

describe("detectableGapOfWorstPair", () => {
  it("is that of two groups for two, and larger for more", () => {
    expect(detectableGapOfWorstPair([80, 120], 0.4, choice)).toEqual(
      detectableGap(80, 120, 0.4, choice),
    );
    const more = detectableGapOfWorstPair([80, 0, 500, 120], 0.4, choice);
    expect(more.firstHigher).toBeGreaterThan(detectableGap(80, 120, 0.4, choice).firstHigher);
  });

  it("is NaN for fewer than two groups", () => {
    expect(detectableGapOfWorstPair([80, 0], 0.4, choice).firstHigher).toBeNaN();
  });
});
