import { categoryColumn, makeTable, partition } from "@fairline/arrow";
import type { Partition } from "@fairline/arrow";
import { describe, expect, it } from "vitest";
import { describeGroup, missingPairs, weightlessPairs } from "../src/pairs.ts";

const table = makeTable([
  { name: "sex", column: categoryColumn(["F", "M", "M"]) },
  { name: "hired", column: categoryColumn(["no", "no", "yes"]) },
  { name: "town", column: categoryColumn(["York, Maine", "York, Maine", "Bath"]) },
]);
const by = (...columns: string[]): Partition => partition(table, columns, { missing: "refuse" });

describe("describeGroup", () => {
  it("names every column with its value", () => {
    expect(describeGroup(by("sex"), 0)).toBe("sex=F");
    expect(describeGroup(by("hired", "sex"), 1)).toBe("hired=no, sex=M");
  });

  it("quotes a value with a comma, which would read as another column", () => {
    expect(describeGroup(by("town", "sex"), 1)).toBe('town="York, Maine", sex=F');
  });
});

describe("missingPairs", () => {
  it("names the pairs that no row has", () => {
    expect(missingPairs(by("sex"), by("hired"))).toEqual(["sex=F and hired=yes"]);
    expect(missingPairs(by("hired"), by("hired"))).toEqual([
      "hired=no and hired=yes",
      "hired=yes and hired=no",
    ]);
  });
});

describe("weightlessPairs", () => {
  it("names the pairs whose rows all weigh nothing, and not those without rows", () => {
    expect(weightlessPairs(by("sex"), by("hired"), Float64Array.of(1, 0, 2))).toEqual([
      "sex=M and hired=no",
    ]);
    expect(weightlessPairs(by("sex"), by("hired"), Float64Array.of(0, 1, 1))).toEqual([
      "sex=F and hired=no",
    ]);
    expect(weightlessPairs(by("sex"), by("hired"), Float64Array.of(1, 1, 1))).toEqual([]);
  });
});
