import { describe, expect, it } from "vitest";
import { sentenceText } from "../../../src/format/sentence.ts";
import { groupSettings } from "../../../src/figures/setting.ts";
import { strataSentence } from "../../../src/sections/headline/strata-sentence.ts";
import { strataViews } from "../../../src/sections/strata/view.ts";
import { comparison, inDepartment } from "../../worlds.ts";

type Rates = Readonly<Record<string, readonly [rate: number, n: number]>>;

/** What is said of the gap by sex within departments, given the selection rates of all rows and of each department. */
function say(whole: Rates, departments: Readonly<Record<string, Rates>>): readonly string[] {
  const parts = Object.entries(departments).map(
    ([name, rates]) => [inDepartment(name), rates] as const,
  );
  const rows = [
    ...comparison("sex", whole),
    ...parts.flatMap(([within, rates]) => comparison("sex", rates, within)),
  ];
  const [setting] = groupSettings([{ point: {}, rows }], "test", () => false);
  const [view] = strataViews(setting!, "sex", {
    strata: parts.map(([within]) => ({ attribute: "sex", within })),
    gap: "demographic_parity_difference",
    groupMetrics: [],
    decimals: 1,
  });
  return strataSentence(view!, { gap: "demographic_parity_difference", decimals: 1 }).map(
    (sentence) => sentenceText(sentence).replaceAll("\u00a0", " "),
  );
}

/** Bickel, Hammel and O'Connell, Science 187 (1975): admitted of applicants, by department (R's UCBAdmissions). */
const BERKELEY = {
  A: { men: [512 / 825, 825], women: [89 / 108, 108] },
  B: { men: [353 / 560, 560], women: [17 / 25, 25] },
  C: { men: [120 / 325, 325], women: [202 / 593, 593] },
  D: { men: [138 / 417, 417], women: [131 / 375, 375] },
  E: { men: [53 / 191, 191], women: [94 / 393, 393] },
  F: { men: [22 / 373, 373], women: [24 / 341, 341] },
} satisfies Record<string, Rates>;

describe("strataSentence", () => {
  it("says that the gap of the 1973 Berkeley admissions runs the other way in four of six departments", () => {
    const whole: Rates = { men: [1198 / 2691, 2691], women: [557 / 1835, 1835] };
    expect(say(whole, BERKELEY)).toMatchInlineSnapshot(`
      [
        "By sex, within each department, the demographic parity difference ranges from 1.1 points, in F, to 20.3 points, in A; in 4 of 6 “men” is the lowest instead.",
      ]
    `);
  });

  it("says nothing of direction where it is everywhere the same, or where a stratum has no gap at all", () => {
    const { C, E } = BERKELEY;
    const whole: Rates = { men: [0.45, 100], women: [0.3, 100] };
    expect(say(whole, { C, E, Z: { men: [0.5, 50], women: [0.5, 50] } })).toMatchInlineSnapshot(`
      [
        "By sex, within each department, the demographic parity difference ranges from 0.0 points, in Z, to 3.8 points, in E.",
      ]
    `);
  });

  it("names no group where several take the lowest place", () => {
    const three = (a: number, b: number, c: number): Rates => ({
      a: [a, 90],
      b: [b, 90],
      c: [c, 90],
    });
    const [sentence] = say(three(0.1, 0.2, 0.3), {
      X: three(0.3, 0.1, 0.2),
      Y: three(0.4, 0.2, 0.1),
      Z: three(0.1, 0.2, 0.3),
    });
    expect(sentence).toMatch(/; in 2 of 3 another group is the lowest instead\.$/);
  });

  it("is silent about a single stratum", () => {
    expect(say({ men: [0.4, 10], women: [0.3, 10] }, { A: BERKELEY.A })).toEqual([]);
  });
});
