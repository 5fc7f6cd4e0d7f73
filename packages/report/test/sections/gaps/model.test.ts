import { describe, expect, it } from "vitest";
import { buildReport, type ReportInput } from "../../../src/report.ts";
import { gapsModel, type GapsModel } from "../../../src/sections/gaps/model.ts";
import { auditWorld, departmentsWorld, matrixWorld, sparseWorld } from "../../worlds.ts";

const modelOf = (world: ReportInput): GapsModel => gapsModel(buildReport(world));

describe("gapsModel", () => {
  it("says what the marks of its charts mean, and nothing of marks that it has not", () => {
    expect(
      [matrixWorld(), auditWorld(), sparseWorld(), departmentsWorld()].map((world) =>
        modelOf(world).legend.replaceAll("\u00a0", " "),
      ),
    ).toMatchInlineSnapshot(`
      [
        "A dot is the gap at one strength, averaged over the seeds; the bar is its 95 % interval. Thin strokes are the single seeds. The diamond is the reference. Hollow marks rest on a group of fewer than 30 rows. The dashed line is the limit of a gate. Each chart has its own scale.",
        "A dot is the gap; the bar is its 95 % interval.",
        "A dot is the gap. Hollow marks rest on a group of fewer than 30 rows. Each chart has its own scale.",
        "A dot is the gap at one department.",
      ]
    `);
  });

  it("names what the rows of a chart are, and the axis after what they share", () => {
    const named = (world: ReportInput): unknown => {
      const [chart] = modelOf(world).charts;
      return [chart?.caption, chart?.forest?.axisLabel, chart?.forest?.words];
    };
    expect([named(matrixWorld()), named(auditWorld())]).toMatchInlineSnapshot(`
      [
        [
          "By sex, for each strength",
          "Demographic parity difference, points",
          {
            "description": "0: 17.3 (15.9 to 18.9); 0.1: 15.0 (13.6 to 16.7); 0.3: 12.1 (10.7 to 13.7); 1: 5.1 (3.7 to 6.7); 3: 0.3 (0.0 to 2.0)",
            "id": "gap-1",
            "title": "Gaps by sex",
          },
        ],
        [
          "By sex",
          "Gap, points",
          {
            "description": "demographic parity: 15.5 (14.1 to 17.2); equal opportunity: 25.3 (23.9 to 27.0); equalized odds: 25.3 (23.9 to 27.0); base rate: 19.8 (18.5 to 21.5); accuracy: 11.3 (9.9 to 12.9); false positive rate: 7.3 (5.9 to 8.9); positive predictive value: 33.1 (31.7 to 34.7)",
            "id": "gap-1",
            "title": "Gaps by sex",
          },
        ],
      ]
    `);
    expect(modelOf(departmentsWorld()).charts[0]?.caption).toBe("By sex, for each department");
  });

  it("shows where the gap would be none: 0 of a difference, 1 of a ratio", () => {
    const ends = (gap: string): readonly number[] => {
      const world = matrixWorld();
      const options = { ...world.options, gap, attributes: ["sex"] };
      return [...modelOf({ ...world, options }).charts[0]!.forest!.domain];
    };
    expect(ends("base_rate_difference")[0]).toBe(0);
    expect(ends("demographic_parity_ratio")[1]).toBeGreaterThanOrEqual(1);
    expect(ends("base_rate_ratio")[1]).toBeGreaterThanOrEqual(1);
  });

  it("draws the limits of gates in the unit of the axis", () => {
    const { charts } = modelOf(matrixWorld());
    expect(charts[0]?.forest?.lines).toEqual([{ value: 5, label: "limit 5.0", kind: "limit" }]);
    expect(charts[1]?.forest?.lines).toEqual([]);
  });

  it("draws no chart where no gap is defined", () => {
    const { charts } = modelOf(sparseWorld());
    expect(charts.map(({ attribute, forest }) => [attribute, forest === undefined])).toEqual([
      ["age band", false],
      ["region", true],
    ]);
  });

  it("puts settings into the table of a matrix, and metrics into that of one setting", () => {
    const [matrix, audit, sparse] = [matrixWorld(), auditWorld(), sparseWorld()].map(
      (world) => modelOf(world).table,
    );
    expect(matrix).toMatchObject({
      rows: "settings",
      legend:
        "The gap is the demographic parity difference. Bold gaps are on the front: no other setting is better in accuracy or gap and as good in the other.",
    });
    expect(audit).toMatchObject({ rows: "metrics", metrics: { heads: ["by sex, points"] } });
    expect(sparse).toMatchObject({
      metrics: { heads: ["by age band, points", "by region, points"] },
    });
    expect(modelOf(departmentsWorld()).table).toMatchObject({
      legend: "The gap is the demographic parity difference.",
    });
  });
});
