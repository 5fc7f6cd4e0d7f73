import { numberColumn } from "@fairline/arrow";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupingsOf } from "../src/groupings.ts";
import type { GroupingChoice } from "../src/groupings.ts";
import type { Grouping } from "../src/sample.ts";
import { evaluate, failure, figures, table, words } from "./toy.ts";

const people = table([
  words("sex", ["m", "f", "m", null, "f", "m"], "sensitive"),
  words("race", ["w", "b", "b", "w", "w", "w"], "sensitive"),
  words("town", ["x", "x", "y", "y", "x", "y"]),
  words("approved", "101010", "prediction"),
]);

function grouped(choice: Partial<GroupingChoice> = {}, rows = [0, 1, 2, 3, 4, 5]): Grouping[] {
  return groupingsOf(people, Uint32Array.from(rows), { intersections: false, ...choice });
}

/** The group of each row by name; null where the row is left out. */
function names({ groups, codes }: Grouping): (string | null)[] {
  return Array.from(codes, (code) => (code < 0 ? null : groups[code]!.name));
}

/** The groups in their order, by name. */
function groupNames({ groups }: Grouping): string[] {
  return groups.map(({ name }) => name);
}

describe("groupingsOf", () => {
  it("groups by every sensitive column, in alphabetical order, missing values last", () => {
    const [sex, race, ...others] = grouped();
    expect(sex!.attribute).toBe("sex");
    expect(groupNames(sex!)).toEqual(["f", "m", "(missing)"]);
    expect(names(sex!)).toEqual(["m", "f", "m", "(missing)", "f", "m"]);
    expect(race!.attribute).toBe("race");
    expect(groupNames(race!)).toEqual(["b", "w"]);
    expect(others).toEqual([]);
  });

  it("takes the attributes asked for, sensitive by role or not", () => {
    expect(grouped({ attributes: ["town"] }).map(({ attribute }) => attribute)).toEqual(["town"]);
    expect(grouped({ attributes: [] })).toEqual([]);
  });

  it("lists only groups that occur in the rows", () => {
    const [sex] = grouped({}, [0, 2]);
    expect(groupNames(sex!)).toEqual(["m"]);
    expect([...sex!.codes]).toEqual([0, 0]);
  });

  it("crosses attributes, listing only the pairs that occur", () => {
    const crossed = grouped({ intersections: true }).at(-1)!;
    expect(crossed.attribute).toBe("sex × race");
    expect(groupNames(crossed)).toEqual(["f × b", "f × w", "m × b", "m × w", "(missing) × w"]);
    expect(names(crossed)).toEqual(["m × w", "f × b", "m × b", "(missing) × w", "f × w", "m × w"]);
  });

  it("crosses any sets of columns", () => {
    const all = grouped({
      attributes: ["sex"],
      intersections: [
        ["town", "race", "sex"],
        ["sex", "town"],
      ],
    });
    expect(all.map(({ attribute }) => attribute)).toEqual([
      "sex",
      "town × race × sex",
      "sex × town",
    ]);
    expect(names(all[1]!)[1]).toBe("x × b × f");
  });

  it("names each row in a crossing by its own values", () => {
    const word = fc.constantFrom("a", "b", "c");
    fc.assert(
      fc.property(fc.array(fc.tuple(word, word, word), { minLength: 1 }), (list) => {
        const columns = [0, 1, 2].map((i) =>
          words(
            `c${String(i)}`,
            list.map((row) => row[i]!),
          ),
        );
        const rows = Uint32Array.from(list, (_, row) => row);
        const choice = { attributes: [], intersections: [["c0", "c1", "c2"]] };
        const [crossed] = groupingsOf(table(columns), rows, choice);
        expect(names(crossed!)).toEqual(list.map((row) => row.join(" × ")));
      }),
    );
  });

  it("tells the values of each group of a crossing, null where one is missing", () => {
    const crossed = grouped({ intersections: true }).at(-1)!;
    expect(crossed.columns).toEqual(["sex", "race"]);
    expect(crossed.groups.at(0)?.values).toEqual(["f", "b"]);
    expect(crossed.groups.at(-1)?.values).toEqual([null, "w"]);
  });

  it("names no two groups of a crossing alike, whatever their values hold", () => {
    // Joined as they are, "a × b" with "c" and "a" with "b × c" would both be "a × b × c".
    const taken = [
      ["a × b", "c"],
      ["a", "b × c"],
      ["a", "c"],
    ] as const;
    const columns = [0, 1].map((i) =>
      words(
        `s${String(i + 1)}`,
        taken.map((row) => row[i]!),
      ),
    );
    const choice = { attributes: [], intersections: [["s1", "s2"]] };
    const [crossed] = groupingsOf(table(columns), Uint32Array.of(0, 1, 2), choice);
    expect(names(crossed!)).toEqual([`"a × b" × c`, `a × "b × c"`, "a × c"]);
  });

  it("refuses a column with the name of an intersection", () => {
    const columns = ["a", "b", "a × b"].map((name) => words(name, "xy", "sensitive"));
    expect(() =>
      groupingsOf(table(columns), Uint32Array.of(0, 1), { intersections: [["a", "b"]] }),
    ).toThrow('column "a × b" has the name of the intersection of "a" and "b"');
    const [, , , crossed] = groupingsOf(table(columns), Uint32Array.of(0, 1), {
      intersections: [["a", "a × b"]],
    });
    expect(crossed!.attribute).toBe('a × "a × b"');
  });

  it("compares within a column's values, leaving other rows out", () => {
    const [, , , sexInX, sexInY] = grouped({ within: "town", intersections: [["sex", "race"]] });
    expect(sexInX).toMatchObject({
      attribute: "sex",
      within: { column: "town", value: "x" },
      groups: [
        { name: "f", values: ["f"], size: 2 },
        { name: "m", values: ["m"], size: 1 },
      ],
    });
    expect(names(sexInX!)).toEqual(["m", "f", null, null, "f", null]);
    expect(sexInY).toMatchObject({
      attribute: "sex",
      within: { column: "town", value: "y" },
      groups: [
        { name: "m", values: ["m"], size: 2 },
        { name: "(missing)", values: [null], size: 1 },
      ],
    });
  });

  it("takes few distinct numbers as groups, in numerical order", () => {
    const ages = table([figures("age", [30, 4, 100, 4], "sensitive")]);
    const [age] = groupingsOf(ages, Uint32Array.of(0, 1, 2, 3), { intersections: false });
    expect(groupNames(age!)).toEqual(["4", "30", "100"]);
    expect([...age!.codes]).toEqual([1, 0, 2, 0]);
  });
});

describe("evaluate/groups, about attributes", () => {
  it("reports the gap within strata beside the gap over all", async () => {
    // Both departments select both sexes alike, 1 of 4 and 3 of 4; women mostly apply to the first.
    const sexes = `${"f".repeat(8)}${"m".repeat(4)}${"f".repeat(4)}${"m".repeat(8)}`;
    const department = `${"a".repeat(12)}${"b".repeat(12)}`;
    const admitted = "110000001000111011111100";
    const { row } = await evaluate(
      table([
        words("sex", sexes, "sensitive"),
        words("department", department),
        words("admitted", admitted, "prediction"),
      ]),
      { within: "department" },
    );
    const [inA, inB] = ["a", "b"].map((value) => ({ column: "department", value }));
    expect(row("demographic_parity_difference", "sex").value).toBeCloseTo(7 / 12 - 5 / 12, 12);
    expect(row("demographic_parity_difference", "sex", null, inA).value).toBe(0);
    expect(row("demographic_parity_difference", "sex", null, inB).value).toBe(0);
    expect(row("count", "sex", "f", inA).value).toBe(8);
  });

  it("takes the rows of a stratum as its whole, for scores too", async () => {
    // In town x every woman scores right and every man wrong: AUC 1 and 0. Of the four pairs of all its rows the
    // positives .9 and .1 win those with .2 and (.9) with .8: 2 of 4. Town y would change that to more.
    const { row } = await evaluate(
      table([
        words("sex", "ffmmffmm", "sensitive"),
        words("town", "xxxxyyyy"),
        words("hired", "10101010", "label"),
        figures("score", [0.9, 0.2, 0.1, 0.8, 1, 0, 1, 0], "score"),
      ]),
      { within: "town" },
    );
    const inX = { column: "town", value: "x" };
    expect(row("auc", "sex", "f", inX).value).toBe(1);
    expect(row("auc", "sex", "m", inX).value).toBe(0);
    expect(row("auc_difference_to_overall", "sex", null, inX).value).toBe(0.5);
  });

  it("refuses a table without sensitive columns", async () => {
    expect(await failure(evaluate(table([words("approved", "10", "prediction")])))).toEqual({
      code: "ROLE_MISSING",
      message: `no column of the table has the role "sensitive"`,
      hint: "Give a column that role at ingest (roles: { sensitive: [<column>] }), or name one in the stage's parameters. The columns are: approved.",
    });
  });

  it("evaluates without groups where no attribute is wanted", async () => {
    const { metrics } = await evaluate(table([words("approved", "10", "prediction")]), {
      attributes: [],
    });
    expect(metrics.rows.map(({ metric }) => metric)).toEqual(["count", "selection_rate"]);
  });

  it("refuses many numbers as groups, and says what to do", async () => {
    const ages = Array.from({ length: 25 }, (_, row) => row);
    const call = evaluate(
      table([
        { name: "age", column: numberColumn(ages, { integer: true }), roles: ["sensitive"] },
        words("approved", "1".repeat(25), "prediction"),
      ]),
    );
    expect(await failure(call)).toEqual({
      code: "COLUMN_TYPE",
      message: `column "age" holds 25 distinct numbers, too many to be groups`,
      hint: "Band it in a clean stage first (bands: { age: [30, 40, 50] }), or leave it out of attributes.",
    });
  });

  it("refuses a column of too many words", async () => {
    const zip = Array.from({ length: 201 }, (_, row) => `z${String(row)}`);
    const call = evaluate(
      table([
        words("zip", zip, "sensitive"),
        words(
          "approved",
          zip.map(() => "1"),
          "prediction",
        ),
      ]),
    );
    expect(await failure(call)).toEqual({
      code: "VALUE_INVALID",
      message: `"zip" divides the rows into 201 groups; at most 200 can be compared`,
      hint: "Merge rare values in a clean stage first, or leave it out of attributes.",
    });
  });

  it("refuses an intersection of one attribute", async () => {
    const call = evaluate(
      table([words("sex", "fm", "sensitive"), words("approved", "10", "prediction")]),
      { intersections: true },
    );
    expect(await failure(call)).toEqual({
      code: "ROLE_MISSING",
      message: "intersections need two attributes or more; there is: sex",
      hint: "Give another column the role sensitive, name it in attributes, or drop intersections.",
    });
  });

  it("names the columns that exist where an attribute does not", async () => {
    const call = evaluate(
      table([words("sex", "fm", "sensitive"), words("approved", "10", "prediction")]),
      { attributes: ["sexx"] },
    );
    expect(await failure(call)).toEqual({
      code: "COLUMN_MISSING",
      message: `there is no column "sexx" in the table`,
      hint: `Did you mean "sex"? The columns are: sex, approved.`,
    });
  });
});
