import { describe, expect, it } from "vitest";
import { groupSettings } from "../../../src/figures/setting.ts";
import { buildReport, type ReportInput } from "../../../src/report.ts";
import { limitsModel } from "../../../src/sections/limits/model.ts";
import { auditWorld, departmentsWorld, matrixWorld, metricRow, sparseWorld } from "../../worlds.ts";

function limitsOf(world: ReportInput): string {
  return limitsModel(buildReport(world)).limits.join(" ");
}

describe("limitsModel", () => {
  it("states the limits that hold of the report", () => {
    const audit = limitsOf(auditWorld());
    const matrix = limitsOf(matrixWorld());
    expect(audit).not.toContain("The front compares settings");
    expect(matrix).toContain("The front compares settings");
    expect(matrix).toContain("Groups of fewer than 30 rows are marked.");
  });

  it("speaks of seeds and of small groups only where there are some", () => {
    const seeds = "A figure over several seeds is their mean";
    const small = "Groups of fewer than 30 rows are marked.";
    const spoken = (world: ReportInput): readonly boolean[] =>
      [seeds, small].map((text) => limitsOf(world).includes(text));
    expect(spoken(matrixWorld())).toEqual([true, true]);
    expect(spoken(sparseWorld())).toEqual([false, true]);
    expect(spoken(auditWorld())).toEqual([false, false]);
  });

  it("repeats what trainings warned of, with the number of models", () => {
    const world = matrixWorld();
    const [first] = buildReport(world).abouts;
    const warned = { ...first, model: { warnings: ["it has not converged"] } };
    const limits = (abouts: readonly [typeof first, ...(typeof first)[]]) =>
      limitsModel({ ...buildReport(world), abouts }).limits[0];
    expect(limits([warned])).toBe("The model was trained with a warning: it has not converged.");
    expect(limits([warned, first, warned])).toBe(
      "2 of 3 models were trained with a warning: it has not converged.",
    );
  });

  it("says nothing of a front where settings were evaluated on different rows", () => {
    expect(limitsOf(departmentsWorld())).not.toContain("The front compares settings");
  });

  it("speaks of small groups from 29 rows down, and not of 30", () => {
    const limits = [29, 30].map((n) => {
      const row = metricRow({ metric: "accuracy", attribute: "sex", group: "F", value: 0.5, n });
      const [setting] = groupSettings([{ point: {}, rows: [row] }], "test", () => false);
      const given = { settings: [setting!] as const, attributes: ["sex"], fronts: new Map() };
      return limitsModel(given).limits.join(" ");
    });
    expect(limits.map((text) => text.includes("Groups of fewer than 30 rows"))).toEqual([
      true,
      false,
    ]);
  });
});
