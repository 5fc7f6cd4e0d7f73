import { categoryColumn, numberColumn } from "@fairline/arrow";
import { describe, expect, it } from "vitest";
import { fitEncoder } from "../src/encoder.ts";
import { unfamiliarText, unfamiliarValues } from "../src/unfamiliar.ts";
import { jobs, tableOf } from "./encoded.ts";

const rows = tableOf({
  age: numberColumn([30, Number.NaN, Number.NaN]),
  job: categoryColumn(["cook", "pilot", null]),
});

describe("unfamiliarValues", () => {
  it("counts categories that training rows did not have, and missing values of what was never missing", () => {
    const encoder = fitEncoder(jobs, ["age", "job"], [0, 1]);
    const found = unfamiliarValues(encoder, rows);
    expect(found).toEqual([
      { feature: "age", missing: 2, unseen: 0, categories: [] },
      { feature: "job", missing: 1, unseen: 1, categories: ["pilot"] },
    ]);
    expect(unfamiliarText(found, 3)).toBe(
      "of 3 rows, some have values that the model's training rows did not have, which say nothing to it: " +
        '"age" is missing in 2; "job" is missing in 1; "job" is "pilot" in 1',
    );
  });

  it("does not count missing values that training rows had, too", () => {
    const encoder = fitEncoder(jobs, ["age", "job"], [0, 1, 2, 3]);
    expect(unfamiliarValues(encoder, rows)).toEqual([
      { feature: "job", missing: 0, unseen: 1, categories: ["pilot"] },
    ]);
  });

  it("finds nothing in the training rows", () => {
    const encoder = fitEncoder(jobs, ["age", "job"], [0, 1, 2, 3, 4]);
    expect(unfamiliarValues(encoder, jobs)).toEqual([]);
    expect(unfamiliarText([], 5)).toBeUndefined();
  });

  it("names three categories at most", () => {
    const encoder = fitEncoder(jobs, ["job"], [0, 1]);
    const many = tableOf({ job: categoryColumn(["a", "b", "c", "d", "e"]) });
    expect(unfamiliarText(unfamiliarValues(encoder, many), 5)).toContain(
      '"job" is "a" or "b" or "c" or one of 2 others in 5',
    );
  });
});
