import { categoryColumn } from "@fairline/arrow";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RowCondition } from "../../src/recipe/row-condition.ts";
import { rowsThatMeet } from "../../src/recipe/rows-that-meet.ts";

const WORDS = ["", "a", "it's", "\\", "-30", "0", "7.5", "1e3", " 31", "N/A"];

/** Whether each word meets a condition; null is a missing one. */
function met(
  condition: Omit<RowCondition, "column">,
  words: readonly (string | null)[],
): boolean[] {
  const columns = [{ name: "a`b", words: categoryColumn(words) }];
  return Array.from(rowsThatMeet({ column: "a`b", ...condition }, columns), (truth) => truth === 1);
}

describe("rowsThatMeet", () => {
  it("compares numbers, looks words up, and leaves out what is missing", () => {
    expect(met({}, ["a", "", null])).toEqual([true, true, false]);
    expect(met({ min: -30, max: 30 }, ["-30", "31", "x", null])).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(met({ not: ["N/A"] }, ["N/A", "a", null])).toEqual([false, true, false]);
    expect(met({ in: ["a"], not: ["a"] }, ["a"])).toEqual([false]);
    expect(met({ in: [] }, ["a"])).toEqual([false]);
    expect(met({ not: [] }, ["a"])).toEqual([true]);
  });

  it("does so for any words in any column", () => {
    const word = fc.constantFrom(...WORDS);
    const list = fc.option(fc.array(word), { nil: undefined });
    const bound = fc.option(fc.integer({ min: -40, max: 40 }), { nil: undefined });
    const condition = fc.record({ min: bound, max: bound, in: list, not: list });
    fc.assert(
      fc.property(condition, fc.array(fc.option(word), { minLength: 1 }), (given, words) => {
        const { min = -Infinity, max = Infinity, in: wanted, not: unwanted = [] } = given;
        const isBounded = given.min !== undefined || given.max !== undefined;
        const number = (text: string) => (text === "" ? Number.NaN : Number(text));
        const expected = words.map(
          (text) =>
            text !== null &&
            (!isBounded || (number(text) >= min && number(text) <= max)) &&
            wanted?.includes(text) !== false &&
            !unwanted.includes(text),
        );
        expect(met(given, words)).toEqual(expected);
      }),
    );
  });
});
