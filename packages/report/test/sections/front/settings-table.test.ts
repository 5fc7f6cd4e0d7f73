import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { buildReport, type ReportInput } from "../../../src/report.ts";
import { frontHtml } from "../../../src/sections/front/html.ts";
import { frontModel } from "../../../src/sections/front/model.ts";
import { settingsTable } from "../../../src/sections/front/settings-table.ts";
import { about, departmentsWorld, matrixWorld, metricRow } from "../../worlds.ts";

/** One strength at two seeds, another at one. */
const uneven: ReportInput = {
  metrics: [
    { point: { strength: 0, seed: 1 }, gap: 0.2 },
    { point: { strength: 0, seed: 2 }, gap: 0.3 },
    { point: { strength: 1, seed: 1 }, gap: 0.1 },
  ].map(({ point, gap }) => ({
    point,
    value: {
      about,
      rows: [
        metricRow({ metric: "demographic_parity_difference", attribute: "sex", value: gap }),
        metricRow({ metric: "accuracy", value: 0.8 }),
      ],
    },
  })),
  lineage: undefined,
  options: { decimals: 1 },
};

describe("settingsTable", () => {
  it("has performance first, then the gap of each attribute", () => {
    expect(settingsTable(buildReport(matrixWorld())).heads).toEqual([
      "accuracy, %",
      "gap by sex, points",
      "gap by race, points",
      "gap by sex × race, points",
    ]);
  });

  it("gives the mean of the seeds, and their range where there is more than one", () => {
    const { rows, hasSeeds, caption } = settingsTable(buildReport(uneven));
    expect(
      rows.map(({ label, seeds, cells }) => [
        label,
        seeds,
        cells[1]?.cell.text,
        cells[1]?.seedRange,
      ]),
    ).toEqual([
      ["strength=0", 2, "25.0", "20.0 to 30.0"],
      ["strength=1", 1, "10.0", undefined],
    ]);
    expect(hasSeeds).toBe(true);
    expect(caption).toBe(
      "Every setting: accuracy and demographic parity difference, averaged over seeds, with intervals and the range of the seeds",
    );
  });

  it("speaks of no seeds where there are none", () => {
    const { hasSeeds, caption, rows } = settingsTable(buildReport(departmentsWorld()));
    expect(hasSeeds).toBe(false);
    expect(caption).toBe(
      "Every setting: accuracy and demographic parity difference, with intervals",
    );
    expect(rows.map(({ isReference }) => isReference)).toEqual([false, false]);
  });

  it("marks the reference, and the gaps that are on a front, but no performance", () => {
    const { rows } = settingsTable(buildReport(uneven));
    expect(rows.map(({ isReference }) => isReference)).toEqual([true, false]);
    expect(rows.map(({ cells }) => cells.map(({ isOnFront }) => isOnFront))).toEqual([
      [false, false],
      [false, true],
    ]);
  });
});

describe("the settings in HTML", () => {
  const draw = (world: ReportInput): Element => {
    const body = frontHtml(frontModel(buildReport(world))!).map(({ html }) => html);
    return parseHTML(`<main>${body.join("")}</main>`).document.querySelector("main")!;
  };

  it("tag the reference and the front", () => {
    const rows = [...draw(uneven).querySelectorAll("tbody tr")];
    expect(rows.map((row) => [...row.children].map(({ textContent }) => textContent))).toEqual([
      ["strength=0 reference", "2", "80.0seeds 80.0 to 80.0", "25.0seeds 20.0 to 30.0"],
      ["strength=1", "1", "80.0", "front 10.0"],
    ]);
  });

  it("are folded where they are many", () => {
    const many = (count: number): ReportInput => ({
      ...uneven,
      metrics: Array.from({ length: count }, (_, strength) => ({
        ...uneven.metrics[0]!,
        point: { strength },
      })),
    });
    expect(draw(many(12)).querySelector("details")).toBeNull();
    expect(draw(many(13)).querySelector("details > summary")?.textContent).toBe(
      "All 13 settings as a table",
    );
  });
});
