import type { JsonValue } from "@fairline/core";
import { describe, expect, it } from "vitest";
import { buildReport, type ReportInput } from "../../../src/report.ts";
import { dataSection } from "../../../src/sections/data/section.ts";
import { about, auditWorld, sparseWorld } from "../../worlds.ts";
import { sectionElement, textsOf } from "../section-html.ts";

function withSource(source: JsonValue): ReportInput {
  const world = auditWorld();
  const [only] = world.metrics;
  return {
    ...world,
    metrics: [{ point: {}, value: { ...only!.value, about: { ...about, source } } }],
  };
}

describe("the data in HTML", () => {
  it("list the facts, the caveats and the splits", async () => {
    const section = await sectionElement(dataSection, buildReport(auditWorld()));
    expect(textsOf(section, "dt")).toEqual([
      "Data",
      "Address",
      "SHA-256",
      "Licence",
      "Citation",
      "Label",
      "Positive class",
      "Task",
    ]);
    expect(textsOf(section, "h3 + ul > li")).toEqual([
      "Income is cut at one threshold.",
      "Sex has two values only.",
    ]);
    expect(textsOf(section, "tbody tr")).toEqual(["all evaluated13,567"]);
    const sparse = await sectionElement(dataSection, buildReport(sparseWorld()));
    expect(sparse.querySelector("h3")).toBeNull();
  });

  it("folds more than six values, and writes what is nested as a block", async () => {
    const files = (count: number): readonly string[] =>
      Array.from({ length: count }, (_, i) => `${String(i)}.csv`);
    const six = await sectionElement(dataSection, buildReport(withSource({ files: files(6) })));
    expect(textsOf(six, "dd details > summary")).toEqual([]);
    const seven = await sectionElement(dataSection, buildReport(withSource({ files: files(7) })));
    expect(textsOf(seven, "dd details > summary")).toEqual(["7 entries"]);
    const nested = { effects: { total: { value: 0.16, paths: [["sex", "income"]] } } };
    const block = await sectionElement(dataSection, buildReport(withSource(nested)));
    expect(textsOf(block, "dd pre")).toEqual(["total: value: 0.16 paths: - [sex, income]"]);
  });
});
