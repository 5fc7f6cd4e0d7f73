import type { MetricRow } from "@fairline/core";
import { describe, expect, it } from "vitest";
import { buildReport, type ReportInput } from "../../../src/report.ts";
import { frontModel, type FrontModel } from "../../../src/sections/front/model.ts";
import { frontSection } from "../../../src/sections/front/section.ts";
import { about, auditWorld, departmentsWorld, matrixWorld, metricRow } from "../../worlds.ts";

/** Two settings without seeds, of which each has the rows. */
function pairOf(rows: readonly [readonly MetricRow[], readonly MetricRow[]]): ReportInput {
  return {
    metrics: rows.map((own, strength) => ({ point: { strength }, value: { rows: own, about } })),
    lineage: undefined,
    options: { decimals: 1 },
  };
}

const gap = (value: number, metric = "demographic_parity_difference"): MetricRow =>
  metricRow({ metric, attribute: "sex", value });

const accuracy = (value: number): MetricRow => metricRow({ metric: "accuracy", value });

function modelOf(world: ReportInput): FrontModel {
  return frontModel(buildReport(world))!;
}

describe("frontModel", () => {
  it("is undefined without a matrix", () => {
    expect(frontModel(buildReport(auditWorld()))).toBeUndefined();
  });

  it("draws a chart for each attribute, and says what its marks mean", () => {
    const { title, legend, charts } = modelOf(matrixWorld());
    expect(title).toBe("Accuracy against the gap");
    expect(legend).toBe(
      "Each dot is one strength, averaged over the seeds; its cross spans the seeds. Filled dots joined by the line are the front: no other setting is better in one and as good in the other. The diamond is the reference.",
    );
    expect(charts.map(({ attribute, tradeOff }) => [attribute, tradeOff.words.id])).toEqual([
      ["sex", "front-1"],
      ["race", "front-2"],
      ["sex × race", "front-3"],
    ]);
  });

  it("speaks of no seeds where there are none", () => {
    const { legend } = modelOf(
      pairOf([
        [gap(0.2), accuracy(0.8)],
        [gap(0.1), accuracy(0.7)],
      ]),
    );
    expect(legend).toMatch(/^Each dot is one strength\. Filled/);
  });

  it("places the settings on the axes in their units, with the spread of their seeds", () => {
    const world = pairOf([
      [gap(0.2), accuracy(0.8)],
      [gap(0.05), accuracy(0.7)],
    ]);
    const { tradeOff } = modelOf(world).charts[0]!;
    expect(tradeOff.points.map(({ label, x, y, xSpread }) => [label, x, y, xSpread])).toEqual([
      ["0", 20, 80, [20, 20]],
      ["1", 5, 70, [5, 5]],
    ]);
    expect(tradeOff.points.map(({ title }) => title.replaceAll("\u00a0", " "))).toEqual([
      "strength=0: gap 20.0 points, accuracy 80.0 %, on the front",
      "strength=1: gap 5.0 points, accuracy 70.0 %, on the front",
    ]);
    const [spread] = modelOf(matrixWorld()).charts[0]!.tradeOff.points;
    expect(spread!.xSpread[0]).toBeLessThan(spread!.x);
    expect(spread!.xSpread[1]).toBeGreaterThan(spread!.x);
  });

  it("says which corner is better: of differences and of ratios, of accuracy and of loss", () => {
    const better = (gapMetric: string, performance: string): unknown => {
      const rows = (i: number): readonly MetricRow[] => [
        gap(0.2 + i * 0.1, gapMetric),
        metricRow({ metric: performance, value: 0.5 }),
      ];
      const world = pairOf([rows(0), rows(1)]);
      const { charts } = modelOf({
        ...world,
        options: { decimals: 1, gap: gapMetric, performance },
      });
      const { betterCorner, betterLabel } = charts[0]!.tradeOff;
      return [betterCorner, betterLabel];
    };
    expect([
      better("demographic_parity_difference", "accuracy"),
      better("demographic_parity_ratio", "accuracy"),
      better("demographic_parity_difference", "log_loss"),
    ]).toEqual([
      ["top-left", "← better: smaller gap, higher accuracy"],
      ["top-right", "better: larger ratio, higher accuracy →"],
      ["bottom-left", "← better: smaller gap, lower log loss"],
    ]);
  });

  it("says why there is no front", () => {
    const reasons = [
      departmentsWorld(),
      pairOf([[gap(0.2)], [gap(0.1)]]),
      pairOf([
        [gap(0.2), accuracy(0.8)],
        [gap(NaN), accuracy(0.7)],
      ]),
    ].map((world) => [modelOf(world).legend, modelOf(world).charts.length]);
    expect(reasons).toEqual([
      [
        "No front is drawn: the settings were evaluated on different rows, so they are not alternatives to one another.",
        0,
      ],
      ["No front is drawn: without labels there is no accuracy to compare the gap with.", 0],
      [
        "No front is drawn: fewer than two settings have both accuracy and demographic parity difference.",
        0,
      ],
    ]);
    expect(modelOf(pairOf([[gap(0.2)], [gap(0.1)]])).title).toBe("The settings");
  });
});

describe("the front's section", () => {
  it("is called after what it shows", async () => {
    const link = async (world: ReportInput): Promise<string | undefined> =>
      (await frontSection.html(buildReport(world)))?.link;
    expect([await link(matrixWorld()), await link(departmentsWorld())]).toEqual([
      "Front",
      "Settings",
    ]);
    expect(await link(auditWorld())).toBeUndefined();
  });
});
