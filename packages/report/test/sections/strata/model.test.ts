import { describe, expect, it } from "vitest";
import { buildReport, type ReportInput } from "../../../src/report.ts";
import { strataModel } from "../../../src/sections/strata/model.ts";
import { auditWorld, comparison, strataWorld } from "../../worlds.ts";

describe("strataModel", () => {
  it("draws the gap of each stratum beside that over all rows", () => {
    const [column] = strataModel(buildReport(strataWorld()))?.columns ?? [];
    expect(column).toMatchObject({
      caption: "Demographic parity difference by sex within each department",
      gapHead: "Gap, points",
      forest: {
        words: {
          id: "strata-1",
          title: "Demographic parity difference by sex, within department",
        },
        axisLabel: "Demographic parity difference, points",
        hasNumbers: true,
      },
    });
    expect(column?.forest.rows.map(({ label, isReference }) => [label, isReference])).toEqual([
      ["all rows", true],
      ["A", false],
      ["B=b", false],
    ]);
    expect(column?.forest.domain[0]).toBe(0);
    expect(column?.notes.dagger).toBe("† Rests on a group of fewer than 30 rows: read with care.");
  });

  it("shows where the gap would be none, however large the gaps are", () => {
    const wide = { F: [0.1, 100], M: [0.9, 100] } as const;
    const rows = [null, { column: "department", value: "A" }].flatMap((within) =>
      comparison("sex", wide, within),
    );
    const world = strataWorld();
    const metrics = [{ point: {}, value: { ...world.metrics[0]!.value, rows } }];
    const [column] = strataModel(buildReport({ ...world, metrics }))?.columns ?? [];
    expect(column?.forest.domain[0]).toBe(0);
  });

  it("says of which setting the figures are, where there are several", () => {
    const world = strataWorld();
    const [only] = world.metrics;
    const points = [0, 1].map((strength) => ({ ...only!, point: { strength } }));
    const shown = (input: ReportInput): string | undefined =>
      strataModel(buildReport(input))?.shownSetting;
    expect(shown({ ...world, metrics: points })).toBe("strength=0");
    expect(shown(world)).toBeUndefined();
  });

  it("is undefined without strata", () => {
    expect(strataModel(buildReport(auditWorld()))).toBeUndefined();
  });
});
