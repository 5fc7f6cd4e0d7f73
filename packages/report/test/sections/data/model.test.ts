import type { JsonValue } from "@fairline/core";
import { describe, expect, it } from "vitest";
import { dataModel, type DataModel } from "../../../src/sections/data/model.ts";
import { about } from "../../worlds.ts";

/** What is said of one artifact. */
function said(artifact: typeof about): DataModel {
  return dataModel({ abouts: [artifact], split: "test" });
}

describe("dataModel", () => {
  it("tells source, licence, citation, caveats, splits and intervals", () => {
    expect(said(about)).toEqual({
      facts: [
        { name: "Data", values: ["Invented census"], block: "" },
        { name: "Address", values: ["https://example.org/census"], block: "" },
        { name: "SHA-256", values: ["4f".repeat(32)], block: "" },
        { name: "Licence", values: ["CC BY 4.0"], block: "" },
        { name: "Citation", values: ["Doe, “An invented census”, 2020."], block: "" },
        { name: "Label", values: ["income"], block: "" },
        { name: "Positive class", values: [">50K"], block: "" },
        { name: "Task", values: ["binary"], block: "" },
      ],
      caveats: ["Income is cut at one threshold.", "Sex has two values only."],
      splits: [
        { split: "train", rows: 27_133, isEvaluated: false },
        { split: "validation", rows: 4_522, isEvaluated: false },
        { split: "test", rows: 13_567, isEvaluated: true },
      ],
      intervals:
        "Intervals are 95\u00a0% intervals from 2,000 bootstrap resamples of the evaluated rows.",
    });
  });

  it("says that the source is not known, and that there are no intervals", () => {
    const bare = said({
      ...about,
      source: null,
      label: null,
      positive: null,
      intervals: { method: "none", level: 0.95, replicates: 0 },
    });
    expect(bare.facts).toEqual([
      { name: "Data", values: ["The table does not say where it comes from."], block: "" },
      { name: "Task", values: ["binary"], block: "" },
    ]);
    expect(bare.intervals).toBe("No intervals were computed.");
  });

  it("keeps what a source says in a form of its own", () => {
    const { facts, caveats } = said({
      ...about,
      source: {
        files: ["a.csv", "b.csv"],
        rows_read: 12,
        nested: { a: 1 },
        nothing: null,
        caveats: "one",
      },
    });
    expect(facts.slice(0, 3)).toEqual([
      { name: "Files", values: ["a.csv", "b.csv"], block: "" },
      { name: "Rows read", values: ["12"], block: "" },
      { name: "Nested", values: ["a: 1"], block: "" },
    ]);
    expect(caveats).toEqual(["one"]);
    const files = [{ from: "https://example.org/a.csv", sha256: "00" }];
    expect(said({ ...about, source: { files } }).facts[0]).toEqual({
      name: "Files",
      values: ["from: https://example.org/a.csv, sha256: 00"],
      block: "",
    });
    expect(said({ ...about, source: "a file" }).facts[0]).toEqual({
      name: "Data",
      values: ["a file"],
      block: "",
    });
  });

  it("writes what is nested as YAML", () => {
    const effects = { total: { value: 0.16, paths: [["sex", "income"]] } };
    const [found] = said({ ...about, source: { effects } }).facts;
    expect(found).toEqual({
      name: "Effects",
      values: [],
      block: "total:\n  value: 0.16\n  paths:\n    - [sex, income]\n",
    });
  });

  it("says what decided on the rows, and that they are weighted", () => {
    const of = (details: JsonValue): unknown => said({ ...about, details }).facts.slice(8);
    expect(of({ decidedBy: "score", threshold: 0.5, weighted: true })).toEqual([
      { name: "Decisions", values: ["made by a score of at least 0.5"], block: "" },
      { name: "Weights", values: ["Rows are weighted."], block: "" },
    ]);
    expect(of({ decidedBy: "model", threshold: null, weighted: false })).toEqual([
      { name: "Decisions", values: ["made by a model"], block: "" },
    ]);
    expect(of("something else")).toEqual([]);
  });
});
