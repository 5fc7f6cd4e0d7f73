import { describe, expect, it } from "vitest";
import { buildReport } from "../src/report.ts";
import { gapRows } from "../src/sections/gaps/gap-rows.ts";
import { strataModel } from "../src/sections/strata/model.ts";
import { departmentsWorld, matrixWorld, strataWorld } from "./worlds.ts";

describe("buildReport", () => {
  it("puts the setting without mitigation first and finds the front", () => {
    const { settings, attributes, fronts } = buildReport(matrixWorld());
    expect(settings.map(({ label, members }) => [label, members])).toEqual(
      [0, 0.1, 0.3, 1, 3].map((strength) => [`strength=${String(strength)}`, 3]),
    );
    const front = fronts.get(attributes[0]!);
    expect(front?.points.filter(({ isOnFront }) => isOnFront).length).toBeGreaterThan(1);
    expect(front?.points.map(({ isReference }) => isReference)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it("does not depend on the order of the matrix points", () => {
    const world = matrixWorld();
    const labels = (metrics: (typeof world)["metrics"]): unknown =>
      buildReport({ ...world, metrics }).settings.map(({ label, members }) => [label, members]);
    expect(labels(world.metrics.toReversed())).toEqual(labels(world.metrics));
  });

  it("shows the attributes that were asked for, in that order", () => {
    const world = matrixWorld();
    const { attributes } = buildReport({
      ...world,
      options: { ...world.options, attributes: ["race", "sex"] },
    });
    expect(attributes).toEqual(["race", "sex"]);
  });

  it("compares no settings that were evaluated on different rows", () => {
    const report = buildReport(departmentsWorld());
    expect(report.reference).toBeUndefined();
    expect(report.fronts.size).toBe(0);
    expect(gapRows("sex", report).map(({ isReference }) => isReference)).toEqual([false, false]);
  });

  it("keeps strata out of the attributes and beside the one that they divide", () => {
    const report = buildReport(strataWorld());
    expect(report.attributes).toEqual(["sex"]);
    const columns = strataModel(report)?.columns ?? [];
    expect(columns.map(({ view }) => view.attribute)).toEqual(["sex"]);
    expect(columns[0]?.view.strata.map(({ name }) => name)).toEqual(["A", "B=b"]);
  });

  it("draws no front without the performance metric, as for decisions without labels", () => {
    const world = matrixWorld();
    const metrics = world.metrics.map(({ point, value }) => ({
      point,
      value: { ...value, rows: value.rows.filter(({ metric }) => metric !== "accuracy") },
    }));
    const { attributes, fronts } = buildReport({ ...world, metrics });
    expect(attributes).toHaveLength(3);
    expect(fronts.size).toBe(0);
  });
});
