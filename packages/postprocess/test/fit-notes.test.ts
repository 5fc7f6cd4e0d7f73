import { describe, expect, it } from "vitest";
import { fitNotes } from "../src/fit-notes.ts";
import type { NamedRule, Note } from "../src/fit-notes.ts";

/** A group of some rows, half of them positive, half of each label decided rightly. */
function group(name: string, n: number, changes: Partial<NamedRule> = {}): NamedRule {
  const counts = { n, tp: n / 4, fp: n / 4, fn: n / 4, tn: n / 4 };
  return {
    name,
    chances: [{ from: 0.5, chance: 1 }],
    counts,
    positives: n / 2,
    scores: n,
    ...changes,
  };
}

function notes(
  groups: readonly NamedRule[],
  constraint: "demographic-parity" | "equal-opportunity" = "demographic-parity",
  rows = groups.reduce((sum, { counts }) => sum + counts.n, 0),
): Note[] {
  const fit = { groups, otherwise: group("otherwise", rows), value: 0.75, gap: 0.125 };
  return fitNotes(
    { attribute: "sex", groups, fit },
    { constraint, objective: "accuracy", tolerance: 0 },
  );
}

const warnings = (found: readonly Note[]): string[] =>
  found.filter(({ level }) => level === "warn").map(({ message }) => message);

describe("fitNotes", () => {
  it("says what was reached, by the rate that was held alike", () => {
    expect(notes([group("a", 40), group("b", 40)])).toEqual([
      {
        level: "info",
        message: `accuracy 0.7500 on validation rows, selection rates by "sex" 0.1250 apart`,
      },
    ]);
    const [reached] = notes([group("a", 80), group("b", 80)], "equal-opportunity");
    expect(reached?.message).toContain(`true positive rates by "sex"`);
  });

  it("warns below thirty rows, and not at thirty", () => {
    expect(warnings(notes([group("a", 30), group("b", 31)]))).toEqual([]);
    expect(warnings(notes([group("a", 29), group("b", 30)]))).toEqual([
      `the threshold of "a" rests on 29 validation rows: its rate on other rows may be far off`,
    ]);
  });

  it("counts the positive rows where their rate is held alike", () => {
    expect(warnings(notes([group("a", 60), group("b", 60)], "equal-opportunity"))).toEqual([]);
    expect(warnings(notes([group("a", 58), group("b", 60)], "equal-opportunity"))).toEqual([
      `the threshold of "a" rests on 29 positive validation rows: its rate on other rows may be far off`,
    ]);
  });

  it("counts the rows without a group", () => {
    expect(warnings(notes([group("a", 40), group("b", 40)], "demographic-parity", 83))).toEqual([
      `"sex" is missing in 3 of 83 validation rows: they get the threshold for everybody else`,
    ]);
  });

  it("says who is decided alike, and whether a tolerance would help", () => {
    const nobody = { counts: { n: 40, tp: 0, fp: 0, fn: 20, tn: 20 } };
    const everybody = { counts: { n: 40, tp: 20, fp: 20, fn: 0, tn: 0 }, scores: 1 };
    const nearly = { counts: { n: 40, tp: 20, fp: 19, fn: 0, tn: 1 }, scores: 1 };
    expect(
      warnings(notes([group("a", 40, nobody), group("b", 40, everybody), group("c", 40, nearly)])),
    ).toEqual([
      `nobody of "a" is decided positive: a larger tolerance leaves more choice`,
      `everybody of "b" is decided positive: all its scores are equal, so no tolerance parts its rows`,
    ]);
  });
});
